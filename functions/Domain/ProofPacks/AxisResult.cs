namespace Orchestrations.Domain.ProofPacks;

/// <summary>The result for one axis.</summary>
/// <param name="Axis">What was verified.</param>
/// <param name="Outcome">What came out.</param>
/// <param name="Reason">Why, as half a sentence.</param>
public sealed record AxisResult(Axis Axis, AxisOutcome Outcome, string Reason)
{
    /// <summary>False for what a pack can do without.</summary>
    public bool IsRequired => Axis != Axis.Previous;
}
