namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// Fills salts with bytes that nobody can guess: outside of tests, <c>RandomNumberGenerator.Fill</c>. A salt that can be
/// guessed lets a withheld value be found by trying.
/// </summary>
/// <param name="salts">All of it is filled.</param>
public delegate void SaltSource(Span<byte> salts);
