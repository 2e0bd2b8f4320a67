namespace Orchestrations.Domain.Audit;

/// <summary>What verifying a chain found.</summary>
/// <param name="Valid">True when every record fits.</param>
/// <param name="Records">How many records fit, from the first on.</param>
/// <param name="Head">The hash of the last record that fits.</param>
/// <param name="BrokenSequence">The first record that does not fit; null when valid.</param>
/// <param name="Reason">Why it does not; null when valid.</param>
public sealed record AuditVerdict(bool Valid, long Records, string Head, long? BrokenSequence, string? Reason);
