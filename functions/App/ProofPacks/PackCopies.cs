using System.IO.Compression;
using System.Text;
using Orchestrations.App.Keys;
using Orchestrations.App.Tenants;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.App.ProofPacks;

/// <summary>What is given away of a pack: redacted copies with our statement about them, and bundles.</summary>
/// <param name="packs">The packs.</param>
/// <param name="templates">What to withhold.</param>
/// <param name="published">The public keys.</param>
/// <param name="keys">Sign statements.</param>
/// <param name="time">Stamps statements.</param>
public sealed class PackCopies(
    PackRepository packs, TemplateRepository templates, PublishedKeys published, ISigningKeys keys, TimeProvider time)
{
    // The oldest time a ZIP archive can name: the archive of a pack is the same whenever it is made.
    static readonly DateTimeOffset stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A pack with fields withheld by one of the tenant's templates. Signature and log proof still hold.</summary>
    internal async Task<byte[]> RedactAsync(Tenant tenant, PackItem pack, string template, CancellationToken cancellation)
    {
        var rules = TemplateRepository.TemplateOf(
            tenant.Name, template, await templates.GetAsync(tenant.Name, template, cancellation));
        using var file = PackFile.Open(await packs.FileAsync(tenant.Name, pack, cancellation));
        var copy = file.Copy(time.GetUtcNow(), rules, new PseudonymKey(tenant.SecretFor("pseudonyms")));
        var ring = await published.CurrentAsync(keys, cancellation);
        return copy.Seal(ring.Pack.Sign(PackFormat.RedactionType, copy.Payload));
    }

    /// <summary>The pack with what a stranger needs beside it, as a ZIP archive.</summary>
    internal async Task<byte[]> BundleAsync(Tenant tenant, PackItem pack, CancellationToken cancellation)
    {
        var file = await packs.FileAsync(tenant.Name, pack, cancellation);
        var manifest = pack.ToManifest();
        using var list = await published.ListAsync(manifest.Header.Log, cancellation);
        var ring = await published.CurrentAsync(keys, cancellation);
        var statement = ring.Pack.Sign(InTotoStatement.PayloadType, InTotoStatement.Of(manifest)).ToBytes();
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "pack.json", file);
            Add(zip, "pack.tlog-proof", Encoding.UTF8.GetBytes(pack.LogProof));
            Add(zip, "keys.json", list.ToBytes());
            Add(zip, "statement.intoto.json", statement);
            Add(zip, "README.txt", Encoding.UTF8.GetBytes(ReadMe));
        }
        return to.ToArray();
    }

    const string ReadMe = """
        pack.json              the evidence: events, signed manifest, place in the log
        pack.tlog-proof        the same log proof as a file of its own (C2SP tlog-proof)
        keys.json              the issuer's public keys, as published when this archive was made
        statement.intoto.json  the manifest as an in-toto statement, signed (DSSE)

        Verify offline: orchestrations verify pack.json --keys keys.json

        The keys in this archive say nothing by themselves: compare them with a list you got from the issuer in another way.
        """;

    static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = stamp;
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
