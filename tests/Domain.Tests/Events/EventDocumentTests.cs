using System.Text.Json;
using Orchestrations.Domain.Events;
using Orchestrations.TestKit;

namespace Orchestrations.Domain.Tests.Events;

public class EventDocumentTests
{
    [SharedDataFact]
    public void Dcsa22_TheSample_BecomesEventsInTheOrderOfTime()
    {
        var events = ReadFile("dcsa-tnt/tnt-220-events.json");

        Assert.Equal(["shipment.drft", "equipment.load", "transport.arri"], events.Select(e => e.Type));
        Assert.Equal([EventClass.Actual, EventClass.Estimated, EventClass.Actual], events.Select(e => e.Class));
        Assert.Equal(new DateTimeOffset(2019, 11, 11, 23, 11, 0, TimeSpan.Zero), events[0].Time);
        Assert.Equal("København", Source(events[1], "eventLocation", "address", "city"));
        Assert.Equal("2019-11-12T07:41:00+08:30", Source(events[1], "eventDateTime"));
        Assert.Equal("FRPAR", events[2].Facts.Location);
        Assert.Equal("123e4567-e89b-12d3-a456-426614174000", events[2].Facts.Leg);
    }

    [SharedDataFact]
    public void Dcsa30_TheSample_KeepsItsNumbersAsTheyAreWritten()
    {
        var reefer = ReadFile("dcsa-tnt/tnt-300-events.json").Single(e => e.Type == "reefer.measured");

        Assert.Equal("-20.0", Source(reefer, "reeferDetails", "internalSetpointTemperature"));
        Assert.Equal("85.0", Source(reefer, "reeferDetails", "setpointParameters", "humidityPercentage"));
        Assert.Equal(-20.0m, reefer.Facts.Setpoint);
        Assert.Equal([-19.8m, -20.1m, -19.9m], reefer.Facts.Temperatures);
    }

    [SharedDataFact]
    public void Epcis_TheSamples_CarryTheirEventHashAsAField()
    {
        var events = ReadFile("epcis-events/epcisDocWithShippingAndTransportingEvent.jsonld");

        Assert.Equal(["object.departing", "object.transporting"], events.Select(e => e.Type));
        Assert.Equal(["event-000001", "event-000002"], events.Select(e => e.Id));
        Assert.Equal(
            "ni:///sha-256;7a82a68b0f9c78bebb1c729d950edbf1fd40c56f3351906020d2d67d5dffbc72?ver=CBV2.0",
            Body(events[0]).GetProperty("epcisEventHash").GetString());
        Assert.Equal("https://id.gs1.org/417/4023333000000", events[0].Facts.CustodyTo);
        Assert.Equal("https://id.gs1.org/414/4012345000221", events[0].Facts.Location);
    }

    [Fact]
    public void ChainBridge_ItsEvents_AreTakenAsTheyAre()
    {
        var one = Assert.Single(Read("""
            {"shipment_id":"S-1","events":[{"event_type":"PICKUP","timestamp":"2026-01-02T03:04:05+01:00",
             "details":{"location":"MXNLD","weight_kg":1200.50,"sealed":true,"note":null}}]}
            """));

        Assert.Equal(("pickup", new DateTimeOffset(2026, 1, 2, 2, 4, 5, TimeSpan.Zero)), (one.Type, one.Time));
        Assert.Equal("1200.50", Source(one, "details", "weight_kg"));
        Assert.Equal("True", Source(one, "details", "sealed"));
        Assert.Equal("", Source(one, "details", "note"));
        Assert.Equal("MXNLD", one.Facts.Location);
    }

    [Theory]
    [InlineData("""[{"time":"2026-01-01T00:00:00Z"}]""", "events", "$[0].type", "is missing")]
    [InlineData("""[{"type":"a","time":"2026-01-01"}]""", "events", "$[0].time", "2026-01-01")]
    [InlineData("""[{"type":"a","time":"2026-01-01T00:00:00"}]""", "events", "$[0].time", "offset")]
    [InlineData("""[{"type":"a","time":"2026-02-30T00:00:00Z"}]""", "events", "$[0].time", "2026-02-30")]
    [InlineData("""[{"type":7,"time":"2026-01-01T00:00:00Z"}]""", "events", "$[0].type", "must be a text")]
    [InlineData("""[{"type":"a","time":"2026-01-01T00:00:00Z","class":"maybe"}]""", "events", "$[0].class", "maybe")]
    [InlineData("""[{"type":"a","time":"2026-01-01T00:00:00Z","setpoint":"cold"}]""", "events", "$[0].setpoint", "number")]
    [InlineData("""{"events":[7]}""", "events", "$.events[0]", "must be a JSON object")]
    [InlineData("""{"events":{}}""", "events", "$.events", "must be a JSON array")]
    [InlineData("""{"nothing":1}""", "events", "$", "no list of events")]
    [InlineData("""{"events":[{"timestamp":"2026-01-01T00:00:00Z"}]}""", "chainbridge", "$.events[0].event_type", "is missing")]
    [InlineData("""{"events":[{"event_type":"a","timestamp":"2026-01-01T00:00:00Z","details":[]}]}""", "chainbridge",
        "$.events[0].details", "must be a JSON object")]
    [InlineData("""[{"eventID":"1","eventType":"TRANSPORT","eventClassifierCode":"ACT","eventDateTime":"2026-01-01T00:00:00Z","""
        + """ "eventCreatedDateTime":"2026-01-01T00:00:00Z","transportEventTypeCode":"ARRI"}]""", "dcsa-tnt-2.2", "$[0].transportCall", "missing")]
    [InlineData("""[{"eventID":"1","eventDateTime":"2026-01-01T00:00:00Z","eventClassification":{"eventType":"BOAT"}}]""",
        "dcsa-tnt-3.0", "$[0].eventClassification.eventType", "BOAT")]
    [InlineData("""{"epcisBody":{"eventList":[{"type":"ObjectEvent","action":"LOOK","eventTime":"2026-01-01T00:00:00Z","""
        + """ "eventTimeZoneOffset":"+00:00"}]}}""", "epcis-2.0", "$.epcisBody.eventList[0].action", "LOOK")]
    [InlineData("""{"epcisBody":{}}""", "epcis-2.0", "$.epcisBody.eventList", "is missing")]
    public void Document_ThatBreaksARule_IsRefusedWithItsPath(string json, string format, string path, string words)
    {
        var refused = Assert.Throws<EventsRefusedException>(() => Read(json, format));

        Assert.Equal(EventsRefusedException.Invalid, refused.Code);
        Assert.Contains(refused.Problems, p => p.Path == path && p.Problem.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Document_WithSeveralFaults_NamesThemAll() => Assert.Equal(3, Assert.Throws<EventsRefusedException>(() =>
        Read("""[{"type":"a"},{"time":"2026-01-01T00:00:00Z"},{"type":"a","time":"soon"}]""", "events")).Problems.Count);

    [Fact]
    public void Document_WithOneIdTwice_IsTakenOnceWhenEqualAndRefusedWhenNot()
    {
        const string One = """{"id":"e","type":"a","time":"2026-01-01T00:00:00Z","x":"1"}""";
        const string SameInOtherWords = """{"x":"1","time":"2026-01-01T00:00:00Z","type":"a","id":"e"}""";

        Assert.Single(Read($"[{One},{SameInOtherWords}]"));
        var refused = Assert.Throws<EventsRefusedException>(() => Read($"[{One},{One.Replace("\"1\"", "\"2\"", StringComparison.Ordinal)}]"));
        Assert.Equal(EventsRefusedException.Differ, refused.Code);
        Assert.Equal(2, refused.Problems[0].Problem.Split("sha256:").Length - 1);
    }

    [Fact]
    public void Document_InAnyOrder_GivesTheSameEventsAndIds()
    {
        string[] events =
        [
            """{"type":"a","time":"2026-01-02T00:00:00Z"}""", """{"type":"b","time":"2026-01-01T00:00:00Z"}""",
            """{"type":"c","time":"2026-01-01T00:00:00Z"}""", """{"id":"z","type":"d","time":"2026-01-01T00:00:00Z"}""",
        ];
        var expected = Read($"[{string.Join(',', events)}]").Select(e => e.Id + e.Type);

        Assert.Equal(expected, Read($"[{string.Join(',', events.Reverse())}]").Select(e => e.Id + e.Type));
        Assert.Equal(4, expected.Count());
    }

    [Theory]
    [InlineData("[]", EventsRefusedException.Count)]
    [InlineData("""[{"what":1}]""", EventsRefusedException.UnknownFormat)]
    [InlineData("7", EventsRefusedException.UnknownFormat)]
    public void Document_ThatHoldsNothingKnown_IsRefused(string json, string code) =>
        Assert.Equal(code, Assert.Throws<EventsRefusedException>(() => Read(json, json == "[]" ? "events" : null)).Code);

    [Fact]
    public void Document_WithOneMemberTwice_IsRefused() => Assert.Contains(
        "twice",
        Assert.Throws<EventsRefusedException>(() => Read("""[{"type":"a","time":"2026-01-01T00:00:00Z","x":"1","x":"2"}]""")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""[{"type":"a","time":"2026-01-01T00:00:00Z","x":"\ud800"}]""", "$[0].x")]
    [InlineData("""[{"type":"a","time":"2026-01-01T00:00:00Z","x":{"y":[1,"\udc00\ud800"]}}]""", "$[0].x.y[1]")]
    [InlineData("""[{"type":"a","time":"2026-01-01T00:00:00Z","x":{"\ud800":1}}]""", "$[0].x (a name in it)")]
    [InlineData("""[{"type":"\ud800","time":"2026-01-01T00:00:00Z"}]""", "$[0].type")]
    [InlineData("""[{"type":"a","time":"\ud800"}]""", "$[0].time")]
    [InlineData("""[{"id":"\ud800","type":"a","time":"2026-01-01T00:00:00Z"}]""", "$[0].id")]
    [InlineData("""[{"\ud800":"a","type":"a","time":"2026-01-01T00:00:00Z"}]""", "$[0] (a name in it)")]
    [InlineData("""{"type":"\ud800"}""", "$.type")]
    public void Document_WithALoneSurrogate_IsRefused(string json, string path)
    {
        var refused = Assert.Throws<EventsRefusedException>(() => Read(json));
        Assert.Equal(EventsRefusedException.Invalid, refused.Code);
        Assert.Contains("surrogate", Assert.Single(refused.Problems, problem => problem.Path == path).Problem, StringComparison.Ordinal);
    }

    static JsonElement Body(ProofEvent one) => JsonDocument.Parse(one.Body).RootElement;

    static string Source(ProofEvent one, params string[] path) =>
        path.Aggregate(Body(one).GetProperty("source"), (at, name) => at.GetProperty(name)).ToString();

    static IReadOnlyList<ProofEvent> ReadFile(string name) =>
        Read(File.ReadAllText(Path.Combine(Repository.SharedData!, name)));

    static IReadOnlyList<ProofEvent> Read(string json, string? format = null)
    {
        using var document = JsonDocument.Parse(json);
        return EventDocument.Read(document.RootElement, format is null ? null : EventDocument.Format(format));
    }
}
