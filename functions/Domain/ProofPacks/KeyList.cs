using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// An issuer's public keys: every one ever used, so that what was signed long ago still verifies. Whoever verifies has to
/// get this list from a source they trust; a pack cannot vouch for its own key.
/// </summary>
/// <param name="Keys">Each id once.</param>
public sealed record KeyList(IReadOnlyList<IssuerKey> Keys) : IDisposable
{
    // What every reader of JSON keeps exactly.
    const long LargestIndex = (1L << 53) - 1;

    /// <summary>The list as canonical JSON.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new ByteBuffer();
        var writer = new CanonicalWriter(buffer).BeginObject().Name("format").Text(PackFormat.Keys).Name("keys").BeginArray();
        foreach (var key in Keys)
        {
            writer.BeginObject()
                .Name("algorithm").Text("ES256")
                .Name("id").Text(key.Id)
                .Name("publicKey").Text(Convert.ToBase64String(key.Key.Spki))
                .Name("retiredAt").Text(key.RetiredAt is { } retired ? PackTime.Text(retired) : null)
                .Name("revokedFromIndex");
            if (key.RevokedFromIndex is { } revoked)
                writer.Whole(revoked);
            else
                writer.Text(null);
            writer.Name("validFrom").Text(PackTime.Text(key.ValidFrom)).EndObject();
        }

        writer.EndArray().EndObject();
        return buffer.Written.ToArray();
    }

    /// <summary>Reads a list.</summary>
    /// <param name="utf8">JSON, in canonical form or not.</param>
    /// <exception cref="DomainException">ORC-PROOF-014: not such a list. ORC-JSON-…: no clean JSON.</exception>
    public static KeyList Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = CanonicalDocument.Parse(utf8);
        var root = document.Root;
        if (root.Count != 2 || !root.TryGet("format"u8, out var format) || format.Text != PackFormat.Keys
            || !root.TryGet("keys"u8, out var list) || list.Kind != JsonKind.Array)
            throw Bad($"it is not an object with the format '{PackFormat.Keys}' and a list of keys");
        var keys = new List<IssuerKey>();
        foreach (var item in list.Items)
            keys.Add(ReadKey(item) ?? throw Bad($"its key number {keys.Count + 1} is not in its form"));
        return keys.DistinctBy(key => key.Id).Count() == keys.Count ? new KeyList(keys) : throw Bad("two of its keys have the same id");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var key in Keys)
            key.Key.Dispose();
    }

    internal IssuerKey? Find(string id) => Keys.FirstOrDefault(key => key.Id == id);

    static DomainException Bad(string why) => new("ORC-PROOF-014", $"The list of keys cannot be used: {why}.");

    static IssuerKey? ReadKey(CanonicalValue json)
    {
        if (json.Count != 6 || !json.TryGet("algorithm"u8, out var algorithm) || algorithm.Text != "ES256"
            || !json.TryGet("id"u8, out var id) || id.Kind != JsonKind.String || id.Text.Length == 0
            || !json.TryGet("publicKey"u8, out var key) || key.Kind != JsonKind.String || StrictBase64.Decode(key.Utf8) is not { } spki
            || !json.TryGet("validFrom"u8, out var from) || !PackTime.TryRead(from.Text, out var validFrom)
            || !json.TryGet("retiredAt"u8, out var retired) || !json.TryGet("revokedFromIndex"u8, out var revoked))
            return null;
        var (retiredAt, revokedFrom) = (default(DateTimeOffset?), default(long?));
        if (retired.Kind != JsonKind.Null)
        {
            if (!PackTime.TryRead(retired.Text, out var at))
                return null;
            retiredAt = at;
        }

        if (revoked.Kind != JsonKind.Null)
        {
            if (!revoked.TryGetWhole(out var index) || index is < 0 or > LargestIndex)
                return null;
            revokedFrom = index;
        }

        return new IssuerKey(id.Text, PublicKey.Of(spki), validFrom, retiredAt, revokedFrom);
    }
}
