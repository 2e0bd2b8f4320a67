using System.Security.Cryptography;
using System.Text;
using Orchestrations.Domain.Notes;

namespace Orchestrations.Domain.Signing;

/// <summary>A P-256 private key with its id. It signs packs (DSSE, ES256) and log checkpoints (C2SP signed notes).</summary>
/// <remarks>Signatures hold fresh randomness: two over the same bytes differ, and both verify.</remarks>
public sealed class SigningKey : IDisposable
{
    readonly ECDsa key;

    SigningKey(string id, ECDsa key) => (Id, this.key) = (id, key);

    /// <summary>Its id in signatures and in the list of keys, such as the version of the Key Vault secret.</summary>
    public string Id { get; }

    /// <summary>The public half.</summary>
    public PublicKey Public => PublicKey.Of(key.ExportSubjectPublicKeyInfo());

    /// <summary>Reads a key.</summary>
    /// <param name="id">Its id: 1 to 128 printable ASCII characters without spaces.</param>
    /// <param name="pem">A P-256 private key as PEM (PKCS #8 or SEC 1).</param>
    /// <exception cref="DomainException">ORC-PROOF-004: not such a key, or no such id.</exception>
    public static SigningKey FromPem(string id, string pem)
    {
        if (id.Length is 0 or > 128 || id.Any(c => c is <= ' ' or > '~'))
            throw new DomainException("ORC-PROOF-004", $"'{id}' is no key id: use 1 to 128 printable ASCII characters without spaces.");
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (PublicKey.IsP256(key) && key.ExportParameters(includePrivateParameters: true).D is not null)
                return new SigningKey(id, key);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            // Said below, without the text, which may be most of a key.
        }

        key.Dispose();
        throw new DomainException("ORC-PROOF-004", $"The key '{id}' is not a P-256 private key as PEM.");
    }

    /// <summary>Signs a payload.</summary>
    /// <param name="payloadType">What the payload is.</param>
    /// <param name="payload">Its bytes.</param>
    public Envelope Sign(string payloadType, ReadOnlySpan<byte> payload)
    {
        var signature = key.SignData(
            Envelope.Pae(payloadType, payload), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new Envelope(payloadType, payload.ToArray(), Id, signature);
    }

    /// <summary>Signs a note.</summary>
    /// <param name="name">The key's name in the note: for a checkpoint, the log's origin.</param>
    /// <param name="text">The text; it ends with a line feed.</param>
    public NoteSignature SignNote(string name, string text) => new(
        name,
        Public.NoteId,
        key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    /// <inheritdoc />
    public void Dispose() => key.Dispose();
}
