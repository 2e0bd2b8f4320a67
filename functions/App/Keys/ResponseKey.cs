using System.Security.Cryptography;
using System.Text;

namespace Orchestrations.App.Keys;

/// <summary>An HMAC secret. Each tenant has one of its own, derived from it, so that none can forge another's answers.</summary>
public sealed class ResponseKey
{
    /// <summary>The shortest secret, in bytes.</summary>
    public const int Shortest = 24;

    readonly byte[] secret;

    /// <param name="id">What signatures name it by.</param>
    /// <param name="secret">At least 24 bytes.</param>
    /// <exception cref="KeysException">ORC-KEY-004: the secret is too short.</exception>
    public ResponseKey(string id, ReadOnlySpan<byte> secret)
    {
        if (secret.Length < Shortest)
            throw new KeysException(KeysException.Unusable,
                $"The response secret '{id}' has {secret.Length} bytes; at least {Shortest} are needed. Replace it by a new version.");
        (Id, this.secret) = (id, secret.ToArray());
    }

    /// <summary>What signatures name it by.</summary>
    public string Id { get; }

    /// <summary>A tenant's own secret: HKDF-SHA-256 (RFC 5869) of this one, 32 bytes.</summary>
    public byte[] SecretOf(string tenant) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt: [], info: Encoding.UTF8.GetBytes("proofpack-response:" + tenant));

    /// <summary>A secret for a purpose inside the system, which no tenant gets: HKDF-SHA-256, 32 bytes.</summary>
    internal byte[] SecretFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt: [], info: Encoding.UTF8.GetBytes("proofpack-internal:" + purpose));

    /// <inheritdoc />
    public override string ToString() => "response key " + Id;
}
