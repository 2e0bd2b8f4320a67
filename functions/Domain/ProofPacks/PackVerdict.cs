namespace Orchestrations.Domain.ProofPacks;

/// <summary>The results for a pack, axis by axis, in their order.</summary>
/// <param name="Results">Each axis once.</param>
/// <param name="Manifest">What the pack says about itself; null when it could not be read. To be believed only when
/// <see cref="Standing"/> is Verified or Anchored.</param>
/// <param name="HasContent">False when the events were erased or withheld as a whole.</param>
public sealed record PackVerdict(IReadOnlyList<AxisResult> Results, Manifest? Manifest, bool HasContent)
{
    static readonly Axis[] OfContent = [Axis.Commitments, Axis.Order, Axis.Root, Axis.Redaction];

    /// <summary>What it comes to.</summary>
    public PackStanding Standing
    {
        get
        {
            if (Results.Any(result => result.Outcome == AxisOutcome.Fail))
                return PackStanding.Refuted;
            var required = Results.Where(result => result.IsRequired && (HasContent || !OfContent.Contains(result.Axis)));
            if (required.Any(result => result.Outcome == AxisOutcome.Skipped))
                return PackStanding.Incomplete;
            return HasContent ? PackStanding.Verified : PackStanding.Anchored;
        }
    }

    /// <summary>The result for an axis.</summary>
    public AxisResult this[Axis axis] => Results.Single(result => result.Axis == axis);
}
