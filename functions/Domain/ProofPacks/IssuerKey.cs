using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>A public key of an issuer, with what is known of its life.</summary>
/// <param name="Id">Its id in signatures.</param>
/// <param name="Key">The key.</param>
/// <param name="ValidFrom">It signed nothing before.</param>
/// <param name="RetiredAt">It signed nothing after; null while in use.</param>
/// <param name="RevokedFromIndex">What it signed is believed only when it stands in the log before this index; null when not
/// revoked. By index and not by time, because who stole a key also signs the time.</param>
public sealed record IssuerKey(string Id, PublicKey Key, DateTimeOffset ValidFrom, DateTimeOffset? RetiredAt, long? RevokedFromIndex);
