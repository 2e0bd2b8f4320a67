using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>One question to both verifiers.</summary>
sealed record VerifierCase(string Name, byte[] Pack, KeyList? Keys, byte[]? LogProof = null, byte[]? Previous = null)
{
    public PackVerdict Verify() => PackVerifier.Verify(Pack, new PackEvidence(Keys, LogProof, Previous));
}
