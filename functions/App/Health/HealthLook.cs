using Orchestrations.Domain.Health;

namespace Orchestrations.App.Health;

/// <summary>What one look at the system came to.</summary>
/// <param name="Findings">What the checks found.</param>
/// <param name="Unknown">The checks that could not be made: of what they are about, nobody knows whether it is well.</param>
public sealed record HealthLook(List<HealthFinding> Findings, ISet<string> Unknown)
{
    /// <summary>Whether an alert may still hold because its check could not be made.</summary>
    /// <param name="about">As in <see cref="HealthFinding.About"/>.</param>
    public bool IsUnknown(string about) => Unknown.Any(check =>
        about == $"health-{check}" || about.StartsWith($"health-{check}-", StringComparison.Ordinal));
}
