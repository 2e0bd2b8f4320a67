namespace Orchestrations.Domain.ProofPacks;

/// <summary>What a verifier has besides the pack.</summary>
/// <param name="Keys">The issuer's keys, from a source that the verifier trusts; without them no signature can be verified.</param>
/// <param name="LogProof">The bytes of a <c>.tlog-proof</c> beside the pack; it counts instead of one inside.</param>
/// <param name="Previous">The file of the pack before, of the same subject.</param>
public sealed record PackEvidence(KeyList? Keys = null, byte[]? LogProof = null, byte[]? Previous = null);
