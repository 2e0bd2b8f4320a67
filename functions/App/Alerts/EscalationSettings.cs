using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts;

/// <summary>What happens when nobody acknowledges an alert.</summary>
/// <param name="Highest">After how long P0 is told again.</param>
/// <param name="High">After how long P1 is.</param>
/// <param name="Most">How often at most; 0 for never.</param>
/// <param name="To">Who is told then.</param>
public sealed record EscalationSettings(TimeSpan Highest, TimeSpan High, int Most, IReadOnlyList<string> To)
{
    /// <summary>The pause before each escalation of a severity; null for one that is not escalated.</summary>
    public TimeSpan? After(AlertSeverity severity) => Most == 0 || To.Count == 0 ? null : severity switch
    {
        AlertSeverity.P0 => Highest,
        AlertSeverity.P1 => High,
        _ => null,
    };
}
