using System.Globalization;
using System.Text.Json;
using Orchestrations.Domain.Events.ChainBridge;
using Orchestrations.Domain.Events.Dcsa;
using Orchestrations.Domain.Events.Epcis;

namespace Orchestrations.Domain.Events;

/// <summary>Reads events in any of the formats, validated, ordered and without doubles.</summary>
public static class EventDocument
{
    /// <summary>The most events of one document.</summary>
    public const int MostEvents = 100_000;

    static readonly Dictionary<string, EventFormat> names = new(StringComparer.Ordinal)
    {
        ["events"] = EventFormat.Events,
        ["chainbridge"] = EventFormat.ChainBridge,
        ["epcis-2.0"] = EventFormat.Epcis20,
        ["dcsa-tnt-2.2"] = EventFormat.Dcsa22,
        ["dcsa-tnt-3.0"] = EventFormat.Dcsa30,
    };

    /// <summary>The formats' names, as requests give them.</summary>
    public static IReadOnlyCollection<string> FormatNames => names.Keys;

    /// <summary>A format by its name.</summary>
    /// <exception cref="EventsRefusedException">ORC-EVENT-002: there is no such format.</exception>
    public static EventFormat Format(string name) => names.TryGetValue(name, out var format)
        ? format
        : throw Unknown("$.format", $"is '{name}'; use one of {string.Join(", ", names.Keys)}.");

    /// <summary>Reads the events of a document.</summary>
    /// <param name="document">An array of events, or an object that holds them as its format has it.</param>
    /// <param name="format">The format; null to tell it from the document.</param>
    /// <param name="path">The document's own path, which errors begin with.</param>
    /// <exception cref="EventsRefusedException">ORC-EVENT-001 to -004.</exception>
    public static IReadOnlyList<ProofEvent> Read(JsonElement document, EventFormat? format = null, string path = "$") =>
        EventOrder.Of(ReadPart(document, format, path));

    /// <summary>
    /// Reads events that are a part of a pack's: as they come, those without an id without one. <see cref="EventOrder"/> orders and
    /// numbers them over all parts.
    /// </summary>
    /// <param name="document">As for <see cref="Read(JsonElement, EventFormat?, string)"/>.</param>
    /// <param name="format">The format; null to tell it from the document.</param>
    /// <param name="path">The document's own path, which errors begin with.</param>
    /// <exception cref="EventsRefusedException">ORC-EVENT-001, -002 or -004.</exception>
    public static IReadOnlyList<ProofEvent> ReadPart(JsonElement document, EventFormat? format = null, string path = "$")
    {
        var problems = new EventProblems();
        if (LoneSurrogates.Find(document, path) is { } found)
            problems.Add(found, "holds a lone surrogate, which is no character.");
        problems.ThrowIfAny();
        var root = new EventNode(document, path, problems);
        var chosen = format ?? Tell(root);
        var list = EventsOf(root, chosen);
        if (list is { IsArray: true } && list.Value.Element.GetArrayLength() is var count and (0 or > MostEvents))
            throw new EventsRefusedException(EventsRefusedException.Count, [new EventProblem(
                list.Value.Path, string.Create(CultureInfo.InvariantCulture, $"has {count} events; 1 to {MostEvents} are allowed."))]);
        var events = Read(root, list, chosen);
        problems.ThrowIfAny();
        return events;
    }

    static List<ProofEvent> Read(EventNode root, EventNode? list, EventFormat format)
    {
        if (list is not { } found)
        {
            root.Refuse("holds no list of events.");
            return [];
        }
        Func<EventNode, ProofEvent> read = format switch
        {
            EventFormat.ChainBridge => ChainBridgeEvents.Read,
            EventFormat.Dcsa22 => Dcsa22Events.Read,
            EventFormat.Dcsa30 => Dcsa30Events.Read,
            EventFormat.Epcis20 => EpcisEvents.ReaderFor(root.Element),
            _ => OwnEvents.Read,
        };
        var events = new List<ProofEvent>();
        foreach (var item in found.Items())
            if (item.IsObject)
                events.Add(read(item));
            else
                item.Refuse("must be a JSON object.");
        return events;
    }

    static EventNode? EventsOf(EventNode root, EventFormat format) =>
        root.IsArray ? root
        : format == EventFormat.Epcis20 ? EpcisEvents.ListOf(root)
        : root.Find("events");

    // By what only one of the formats has. An array may be of any but EPCIS, so its first element tells.
    static EventFormat Tell(EventNode root)
    {
        if (root.Find("epcisBody") is not null || root.Text("type") is "EPCISDocument" or "EPCISQueryDocument")
            return EventFormat.Epcis20;
        var list = root.IsArray ? root : root.Find("events");
        var first = list is { IsArray: true } found && found.Element.GetArrayLength() > 0 ? found.Items()[0] : (EventNode?)null;
        return first switch
        {
            { } one when one.Find("eventClassification") is not null => EventFormat.Dcsa30,
            { } one when one.Find("eventClassifierCode") is not null => EventFormat.Dcsa22,
            { } one when one.Find("event_type") is not null => EventFormat.ChainBridge,
            { } one when one.Find("eventTimeZoneOffset") is not null => EventFormat.Epcis20,
            { } one when one.Find("type") is not null && one.Find("time") is not null => EventFormat.Events,
            _ => throw Unknown(root.Path, $"is of no known format; name it in 'format': one of {string.Join(", ", names.Keys)}."),
        };
    }

    static EventsRefusedException Unknown(string path, string problem) =>
        new(EventsRefusedException.UnknownFormat, [new EventProblem(path, problem)]);
}
