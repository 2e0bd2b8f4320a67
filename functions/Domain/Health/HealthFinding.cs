using Orchestrations.Domain.Alerts;

namespace Orchestrations.Domain.Health;

/// <summary>What a check found.</summary>
/// <param name="Check">The check, such as store, prices or dead-letters; docs/operating/health.md lists them.</param>
/// <param name="Subject">What was looked at, where a check looks at several things; empty otherwise.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Text">For people; names no host, path or secret.</param>
/// <param name="Code">The stable code of what is wrong.</param>
/// <param name="Severity">How soon somebody has to look when it is wrong.</param>
public sealed record HealthFinding(
    string Check, string Subject, HealthVerdict Verdict, string Text, string Code, AlertSeverity Severity)
{
    /// <summary>What an alert of it is about.</summary>
    public string About => Subject.Length == 0 ? $"health-{Check}" : $"health-{Check}-{Subject}";
}
