using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>A pack's manifest as an in-toto Statement v1, for tools that know attestations but not proof packs.</summary>
public static class InTotoStatement
{
    /// <summary>The DSSE payload type of statements.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    /// <summary>The predicate's type: the manifest as docs/reference/proof-pack.md describes it.</summary>
    public const string PredicateType = "urn:orchestrations:proof-manifest:1";

    /// <summary>The statement's bytes, canonical JSON: sign them with <see cref="PayloadType"/>.</summary>
    /// <param name="manifest">Subject (by the SHA-256 of its bytes) and predicate.</param>
    public static byte[] Of(Manifest manifest)
    {
        var bytes = manifest.ToBytes();
        using var buffer = new ByteBuffer(bytes.Length + 512);
        new CanonicalWriter(buffer)
            .BeginObject()
            .Name("_type").Text("https://in-toto.io/Statement/v1")
            .Name("predicate").Canonical(bytes)
            .Name("predicateType").Text(PredicateType)
            .Name("subject").BeginArray().BeginObject()
            .Name("digest").BeginObject().Name("sha256").Text(Digest.Of(bytes).ToHex()).EndObject()
            .Name("name").Text(manifest.Header.Id)
            .EndObject().EndArray()
            .EndObject();
        return buffer.Written.ToArray();
    }
}
