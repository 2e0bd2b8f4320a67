using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>Names a pack beyond doubt.</summary>
/// <param name="Id">The pack's id.</param>
/// <param name="Manifest">The SHA-256 digest of its manifest's bytes.</param>
public sealed record PackLink(string Id, Digest Manifest);
