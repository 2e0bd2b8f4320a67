using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Orchestrations.Domain.Signing;

/// <summary>A P-256 public key.</summary>
public sealed class PublicKey : IDisposable
{
    const string P256 = "1.2.840.10045.3.1.7";
    const int Length = 91;

    // Before the point: the algorithm ecPublicKey, the curve P-256 by name, the point not compressed. Only this form is read, so
    // that one key has one note id, and a stranger's bytes reach the cryptographic library only as coordinates.
    static readonly byte[] header = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    readonly ECDsa key;
    readonly byte[] spki;

    PublicKey(ECDsa key, byte[] spki) => (this.key, this.spki) = (key, spki);

    /// <summary>The key as DER SubjectPublicKeyInfo (RFC 5480).</summary>
    public ReadOnlySpan<byte> Spki => spki;

    /// <summary>Its id in signed notes: the first four bytes of the SHA-256 of <see cref="Spki"/> (C2SP signed-note, type 0x02).</summary>
    public uint NoteId => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(spki));

    /// <summary>Reads a key.</summary>
    /// <param name="spki">DER SubjectPublicKeyInfo.</param>
    /// <exception cref="DomainException">ORC-PROOF-004: not a P-256 public key.</exception>
    public static PublicKey Of(ReadOnlySpan<byte> spki)
    {
        if (spki.Length == Length && spki.StartsWith(header))
        {
            var key = ECDsa.Create();
            try
            {
                key.ImportSubjectPublicKeyInfo(spki, out _);
                return new PublicKey(key, spki.ToArray());
            }
            catch (CryptographicException)
            {
                key.Dispose(); // The coordinates are not of a point on the curve.
            }
        }

        throw new DomainException("ORC-PROOF-004", "The bytes are not a P-256 public key as DER SubjectPublicKeyInfo.");
    }

    /// <summary>Is it the signature of an envelope, ES256 with r and s of 32 bytes each (IEEE P1363)?</summary>
    public bool Verifies(Envelope envelope) => envelope.Signature.Length == 64 && key.VerifyData(
        Envelope.Pae(envelope.PayloadType, envelope.Payload),
        envelope.Signature,
        HashAlgorithmName.SHA256,
        DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Is it the signature of a note's text, ECDSA with SHA-256 as DER?</summary>
    public bool VerifiesNote(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc />
    public void Dispose() => key.Dispose();

    internal static bool IsP256(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256;
}
