using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>The signed summary of a pack: its header, and the root over its events.</summary>
/// <param name="Header">What it says besides the events.</param>
/// <param name="Count">How many events, 1 or more.</param>
/// <param name="First">The earliest event's time.</param>
/// <param name="Last">The latest event's time.</param>
/// <param name="Root">The RFC 6962 root over the events in order.</param>
public sealed record Manifest(PackHeader Header, int Count, DateTimeOffset First, DateTimeOffset Last, Digest Root)
{
    const int LongestText = 256;

    /// <summary>The bytes that are signed, and that are the pack's entry in the log.</summary>
    /// <exception cref="DomainException">ORC-PROOF-006: a text is empty, too long or holds a control character, or a number is
    /// out of its range.</exception>
    public byte[] ToBytes()
    {
        Check();
        using var buffer = new ByteBuffer();
        var writer = new CanonicalWriter(buffer)
            .BeginObject()
            .Name("events").BeginObject()
            .Name("count").Whole(Count)
            .Name("first").Text(PackTime.Text(First))
            .Name("last").Text(PackTime.Text(Last))
            .Name("root").Text(Root.ToBase64Url())
            .EndObject()
            .Name("format").Text(PackFormat.Manifest)
            .Name("generated").Text(PackTime.Text(Header.Generated))
            .Name("id").Text(Header.Id)
            .Name("log").Text(Header.Log)
            .Name("policy").Text(Header.Policy)
            .Name("previous");
        WritePrevious(writer);
        WriteRisk(writer.Name("risk"));
        writer.Name("subject").Text(Header.Subject).Name("tenant").Text(Header.Tenant).EndObject();
        return buffer.Written.ToArray();
    }

    /// <summary>Names this pack to the next one of its subject.</summary>
    public PackLink ToLink() => new(Header.Id, Digest.Of(ToBytes()));

    /// <summary>Reads a manifest. Only the exact bytes that <see cref="ToBytes"/> would write are one.</summary>
    /// <returns>Null when it is none.</returns>
    public static Manifest? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = CanonicalDocument.Parse(bytes, JsonLimits.Pack);
            return document.IsCanonical && ManifestReader.Read(document.Root) is { } manifest && manifest.ToBytes().AsSpan().SequenceEqual(bytes.Span)
                ? manifest
                : null;
        }
        catch (DomainException)
        {
            return null;
        }
    }

    static void Check(string what, string text)
    {
        if (text.Length is 0 or > LongestText || text.Any(char.IsControl))
            throw new DomainException(
                "ORC-PROOF-006", $"The {what} of a manifest must have 1 to {LongestText} characters, none of them a control.");
    }

    void Check()
    {
        Check("id", Header.Id);
        Check("tenant", Header.Tenant);
        Check("subject", Header.Subject);
        Check("policy", Header.Policy);
        Check("log", Header.Log);
        if (Count is < 1 or > PackFormat.MostEvents)
            throw new DomainException("ORC-PROOF-006", $"A pack has 1 to {PackFormat.MostEvents} events, not {Count}.");
        if (Header.Previous is { } previous)
            Check("previous pack's id", previous.Id);
        if (Header.Risk.Score is < 0 or > 100 || Header.Risk.Contributions.Any(found => found.Points is < 0 or > 100))
            throw new DomainException("ORC-PROOF-006", "A risk score and the points of its contributions lie between 0 and 100.");
        foreach (var found in Header.Risk.Contributions)
        {
            Check("risk rule", found.Rule);
            foreach (var id in found.Events)
                Check("risk rule's event id", id);
        }
    }

    void WritePrevious(CanonicalWriter writer)
    {
        if (Header.Previous is { } previous)
            writer.BeginObject().Name("id").Text(previous.Id).Name("manifest").Text(previous.Manifest.ToBase64Url()).EndObject();
        else
            writer.Text(null);
    }

    void WriteRisk(CanonicalWriter writer)
    {
        writer.BeginObject().Name("contributions").BeginArray();
        foreach (var found in Header.Risk.Contributions)
        {
            writer.BeginObject().Name("events").BeginArray();
            foreach (var id in found.Events)
                writer.Text(id);
            writer.EndArray().Name("points").Whole(found.Points).Name("rule").Text(found.Rule).EndObject();
        }

        writer.EndArray().Name("score").Whole(Header.Risk.Score).EndObject();
    }
}
