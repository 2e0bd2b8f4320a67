namespace Orchestrations.Domain.ProofPacks;

/// <summary>What a pack is worth after verifying.</summary>
public enum PackStanding
{
    /// <summary>Every required axis passed.</summary>
    Verified,

    /// <summary>The content was erased or withheld as a whole; what is left passed: the manifest is anchored in the log.</summary>
    Anchored,

    /// <summary>Nothing failed, but something required could not be verified.</summary>
    Incomplete,

    /// <summary>Something failed. Nothing in the pack may be believed.</summary>
    Refuted,
}
