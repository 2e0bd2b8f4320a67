using System.Buffers.Text;
using System.Security.Cryptography;
using Orchestrations.Domain.CanonicalJson;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// A tenant's secret for pseudonyms. Equal values of one field get equal pseudonyms in all of the tenant's copies, so they can
/// be joined; without the key no guess can be tested.
/// </summary>
public sealed class PseudonymKey
{
    const int FewestBytes = 32;

    readonly byte[] secret;

    /// <param name="secret">At least 32 bytes that nobody can guess.</param>
    /// <exception cref="DomainException">ORC-PROOF-012: too short.</exception>
    public PseudonymKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < FewestBytes)
            throw new DomainException("ORC-PROOF-012", $"A key for pseudonyms must have at least {FewestBytes} bytes.");
        this.secret = secret.ToArray();
    }

    /// <summary>HMAC-SHA256 over the canonical JSON <c>[pointer, value]</c>, as base64url.</summary>
    internal string Of(ReadOnlySpan<byte> pointer, CanonicalValue value)
    {
        using var text = new ByteBuffer(256);
        text.Write((byte)'[');
        JsonText.Write(pointer, text);
        text.Write((byte)',');
        value.WriteTo(text);
        text.Write((byte)']');
        return Base64Url.EncodeToString(HMACSHA256.HashData(secret, text.Written));
    }
}
