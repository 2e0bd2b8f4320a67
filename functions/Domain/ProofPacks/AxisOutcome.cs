namespace Orchestrations.Domain.ProofPacks;

/// <summary>What came out for one axis.</summary>
public enum AxisOutcome
{
    /// <summary>It was verified and holds.</summary>
    Pass,

    /// <summary>It was verified and does not hold.</summary>
    Fail,

    /// <summary>It was not verified, for the reason given: never as good as a pass.</summary>
    Skipped,
}
