using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// A pack file, opened to make other files of it: with its log proof, redacted, an excerpt, without its content. This trusts
/// the file: <see cref="PackVerifier"/> is what judges one.
/// </summary>
public sealed class PackFile : IDisposable
{
    readonly CanonicalDocument document;
    readonly CanonicalValue? events;
    readonly Envelope signature;
    readonly Envelope? redaction;

    PackFile(CanonicalDocument document, CanonicalValue? events, Envelope signature, Envelope? redaction, string? logProof)
    {
        this.document = document;
        this.events = events;
        this.signature = signature;
        this.redaction = redaction;
        LogProof = logProof;
        Manifest = Manifest.Read(signature.Payload)
            ?? throw new DomainException("ORC-PROOF-010", "The pack's envelope does not hold a manifest of this version.");
    }

    /// <summary>The signed summary.</summary>
    public Manifest Manifest { get; }

    /// <summary>The text of the log proof inside; null when there is none.</summary>
    public string? LogProof { get; }

    /// <summary>The manifest's bytes: the pack's entry in the log.</summary>
    public byte[] Payload => signature.Payload;

    /// <summary>Opens a file.</summary>
    /// <param name="utf8">Its bytes; they must not change while the file is open.</param>
    /// <exception cref="DomainException">ORC-PROOF-010: not a pack file of this version. ORC-JSON-…: no clean JSON.</exception>
    public static PackFile Open(ReadOnlyMemory<byte> utf8)
    {
        var document = CanonicalDocument.Parse(utf8, JsonLimits.Pack);
        try
        {
            var root = document.Root;
            if (!document.IsCanonical || !root.TryGet("format"u8, out var format) || format.Text != PackFormat.Pack
                || !root.TryGet("manifest"u8, out var manifest) || Envelope.Read(manifest) is not { } signature)
                throw new DomainException("ORC-PROOF-010", $"The file is not a pack in canonical form with the format '{PackFormat.Pack}'.");
            CanonicalValue? events = root.TryGet("events"u8, out var list) ? list : null;
            var proof = root.TryGet("log"u8, out var log) ? log.Text : null;
            var statement = root.TryGet("redaction"u8, out var said) ? Envelope.Read(said) : null;
            return new PackFile(document, events, signature, statement, proof);
        }
        catch (DomainException)
        {
            document.Dispose();
            throw;
        }
    }

    /// <summary>The same pack, or what is left of it, with its log proof inside.</summary>
    /// <param name="logProof">The text of the <c>.tlog-proof</c>.</param>
    public byte[] WithLogProof(string logProof) => Assemble(events is { } list ? list.Raw : default, logProof, redaction);

    /// <summary>A copy with fields withheld, or with some of the events, each then with its inclusion proof.</summary>
    /// <param name="generated">When the copy is made, for the issuer's statement.</param>
    /// <param name="template">What to withhold; null for nothing.</param>
    /// <param name="pseudonyms">The tenant's key, for templates with the action hash.</param>
    /// <param name="only">The indices of the events to keep, in ascending order; null for all.</param>
    /// <exception cref="DomainException">ORC-PROOF-011: the content was erased. 012: a template needs a key that is not given, or
    /// there are no such events. 010: the events are not in their form.</exception>
    public PackCopy Copy(
        DateTimeOffset generated, RedactionTemplate? template = null, PseudonymKey? pseudonyms = null, IReadOnlyList<int>? only = null)
    {
        var writer = new CopyWriter(template, pseudonyms);
        using var to = new ByteBuffer(4096);
        to.Write((byte)'[');
        foreach (var (e, proof) in PackExcerpt.Of(Events(), only))
        {
            if (to.Length > 1)
                to.Write((byte)',');
            writer.Write(e, proof, to);
        }

        to.Write((byte)']');
        return new PackCopy(this, to.Written.ToArray(), writer.NeedsStatement, template?.Name ?? "excerpt", generated);
    }

    /// <summary>What is left when content and salts are erased: the manifest and its place in the log.</summary>
    public byte[] WithoutContent() => Assemble(default, LogProof, statement: null);

    /// <inheritdoc />
    public void Dispose() => document.Dispose();

    internal static void WriteTail(ByteBuffer to, Envelope signature, string? logProof, Envelope? redaction)
    {
        to.Write(",\"format\":\""u8);
        to.Write(System.Text.Encoding.ASCII.GetBytes(PackFormat.Pack));
        to.Write((byte)'"');
        if (logProof is not null)
        {
            to.Write(",\"log\":"u8);
            new CanonicalWriter(to).Text(logProof);
        }

        to.Write(",\"manifest\":"u8);
        signature.WriteTo(new CanonicalWriter(to));
        if (redaction is not null)
        {
            to.Write(",\"redaction\":"u8);
            redaction.WriteTo(new CanonicalWriter(to));
        }

        to.Write((byte)'}');
    }

    internal CanonicalValue Events() => events is { Kind: JsonKind.Array } list
        ? list
        : throw new DomainException("ORC-PROOF-011", "The pack's content was erased; only its manifest is left.");

    // The list of events as canonical JSON; empty for a file without content.
    internal byte[] Assemble(ReadOnlySpan<byte> eventList, string? logProof, Envelope? statement)
    {
        using var to = new ByteBuffer(eventList.Length + 4096);
        to.Write((byte)'{');
        if (!eventList.IsEmpty)
        {
            to.Write("\"events\":"u8);
            to.Write(eventList);
        }

        var tail = to.Length;
        WriteTail(to, signature, logProof, statement);
        // Without events there is nothing before the tail that its comma would part.
        return eventList.IsEmpty ? [(byte)'{', .. to.Written[(tail + 1)..]] : to.Written.ToArray();
    }
}
