using System.Security.Cryptography;
using Orchestrations.Domain;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.Signing;

namespace Orchestrations.App.Keys;

/// <summary>A P-256 key that signs packs and checkpoints. The private half cannot be taken out of it.</summary>
public sealed class PackKey : IDisposable
{
    readonly SigningKey key;
    readonly ECDsa plain;
    readonly byte[] publicKey;

    PackKey(SigningKey key, ECDsa plain, DateTimeOffset from)
    {
        (From, this.key, this.plain) = (from, key, plain);
        using var half = key.Public;
        publicKey = half.Spki.ToArray();
    }

    /// <summary>What signatures name it by: the version of the vault's secret, or the key file's id.</summary>
    public string Id => key.Id;

    /// <summary>From when on it signs, UTC.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The public half as SubjectPublicKeyInfo (DER).</summary>
    public ReadOnlyMemory<byte> PublicKey => publicKey;

    /// <summary>Reads a private key from PEM.</summary>
    /// <exception cref="KeysException">ORC-KEY-004: no private key on the curve P-256. The PEM itself is never shown.</exception>
    public static PackKey FromPem(string id, string pem, DateTimeOffset from)
    {
        try
        {
            var key = SigningKey.FromPem(id, pem);
            var plain = ECDsa.Create();
            plain.ImportFromPem(pem);
            return new PackKey(key, plain, from);
        }
        catch (DomainException refused)
        {
            throw new KeysException(KeysException.Unusable, refused.Message + " Replace it by a new version.");
        }
    }

    /// <summary>A new private key in PEM (PKCS #8).</summary>
    internal static string NewPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Signs a payload.</summary>
    public Envelope Sign(string payloadType, ReadOnlySpan<byte> payload)
    {
        // One key object is not for several threads at once.
        lock (key)
            return key.Sign(payloadType, payload);
    }

    /// <summary>Signs the head of a log.</summary>
    public SignedNote Sign(Checkpoint checkpoint)
    {
        lock (key)
            return checkpoint.Sign(key);
    }

    /// <summary>Signs bytes that are neither: ECDSA with SHA-256, r and s of 32 bytes each (ecdsa-p256-sha256 of RFC 9421).</summary>
    internal byte[] SignData(ReadOnlySpan<byte> data)
    {
        lock (key)
            return plain.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        key.Dispose();
        plain.Dispose();
    }

    /// <inheritdoc />
    public override string ToString() => "pack key " + Id;
}
