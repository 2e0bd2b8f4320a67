using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// A pack file, opened to make other files of it: with its log proof, redacted, an excerpt, without its content. This trusts
/// the file; it does not verify it.
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

    /// <summary>The same pack with its log proof inside.</summary>
    /// <param name="logProof">The text of the <c>.tlog-proof</c>.</param>
    public byte[] WithLogProof(string logProof) => Assemble(to => Events().WriteTo(to), logProof, redaction);

    /// <summary>What is left when content and salts are erased: the manifest and its place in the log.</summary>
    public byte[] WithoutContent() => Assemble(null, LogProof, statement: null);

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

    internal byte[] Assemble(Action<ByteBuffer>? writeEvents, string? logProof, Envelope? statement)
    {
        using var to = new ByteBuffer(4096);
        to.Write((byte)'{');
        if (writeEvents is not null)
        {
            to.Write("\"events\":"u8);
            writeEvents(to);
        }

        var tail = to.Length;
        WriteTail(to, signature, logProof, statement);
        var file = to.Written.ToArray();
        // Without events there is nothing before the tail that its comma would part.
        return tail > 1 ? file : [file[0], .. file.AsSpan(2)];
    }
}
