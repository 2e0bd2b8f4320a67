using System.Security.Cryptography;
using System.Text;

namespace Orchestrations.App.Tenants;

/// <summary>Whose evidence it is. Everything of a tenant lies in partitions of its own.</summary>
public sealed class Tenant
{
    readonly byte[] seed;

    internal Tenant(string name, byte[] seed, int? retentionDays) => (Name, this.seed, RetentionDays) = (name, seed, retentionDays);

    /// <summary>1 to 30 characters of a-z, 0-9 and hyphen.</summary>
    public string Name { get; }

    /// <summary>After how many days the content of packs is erased; null for the setting's.</summary>
    public int? RetentionDays { get; }

    /// <summary>
    /// A name for data that only this tenant's own can be recognised by: HMAC-SHA-256 in lower-case hex. A plain hash of data
    /// with few possible values could be guessed.
    /// </summary>
    internal string NameOf(string purpose, ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, seed);
        hash.AppendData(Encoding.UTF8.GetBytes(purpose + "\0"));
        hash.AppendData(data);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A secret of this tenant's for a purpose: HKDF-SHA-256, 32 bytes.</summary>
    internal byte[] SecretFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, 32, salt: [], info: Encoding.UTF8.GetBytes(purpose));

    /// <inheritdoc />
    public override string ToString() => Name;
}
