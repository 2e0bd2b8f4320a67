using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrations.Domain.Events.Epcis;
using Orchestrations.TestKit;

namespace Orchestrations.Domain.Tests.Events;

/// <summary>The published documents with their published hashes and pre-hash texts.</summary>
public class EpcisEventHashTests
{
    static string Folder => Path.Combine(Repository.SharedData!, "epcis-events");

    [SharedDataFact]
    public void EventHash_OfEveryPublishedDocument_EqualsThePublishedOne()
    {
        var documents = Directory.GetFiles(Folder, "*.jsonld");
        Assert.True(documents.Length >= 5);
        foreach (var document in documents)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(document));
            var hashes = EventsOf(json.RootElement).Select(e => EpcisEventHash.Of(json.RootElement, e)).ToArray();
            Assert.Equal(File.ReadAllLines(Path.ChangeExtension(document, ".hashes")), hashes);
        }
    }

    // A pre-hash file whose own digest is not its published hash was damaged on its way and says nothing.
    [SharedDataFact]
    public void PreHash_OfEveryPublishedDocument_EqualsThePublishedText()
    {
        var compared = 0;
        foreach (var document in Directory.GetFiles(Folder, "*.jsonld"))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(document));
            var published = File.ReadAllLines(Path.ChangeExtension(document, ".prehashes"));
            var hashes = File.ReadAllLines(Path.ChangeExtension(document, ".hashes"));
            foreach (var (number, one) in EventsOf(json.RootElement).Index())
                if (hashes[number].Contains(Hex(published[number]), StringComparison.Ordinal))
                {
                    Assert.Equal(published[number], EpcisEventHash.PreHash(json.RootElement, one));
                    compared++;
                }
        }
        Assert.True(compared >= 5, $"{compared} compared");
    }

    [Theory]
    [InlineData("2020-03-04T11:00:30.999+01:00", "2020-03-04T10:00:30.999Z")]
    [InlineData("2020-03-04T10:00:30Z", "2020-03-04T10:00:30.000Z")]
    [InlineData("2020-03-04T10:00:30.1415Z", "2020-03-04T10:00:30.142Z")]
    [InlineData("2020-03-04T10:00:30.1414Z", "2020-03-04T10:00:30.141Z")]
    [InlineData("2020-03-04T23:59:59.9995Z", "2020-03-05T00:00:00.000Z")]
    public void EventTime_InAnyZoneAndPrecision_IsUtcInMilliseconds(string given, string expected) =>
        Assert.Equal("eventType=ObjectEventeventTime=" + expected, PreHash($$"""{"type":"ObjectEvent","eventTime":"{{given}}"}"""));

    [Fact]
    public void EventHash_OfOneEventInOtherWords_IsTheSame()
    {
        var one = PreHash("""
            {"type":"ObjectEvent","epcList":["urn:epc:id:sscc:4012345.0000000333","urn:epc:id:sscc:4012345.0000000111"],
             "bizStep":"departing","example:n":"26.10","bizTransactionList":[{"type":"po","bizTransaction":"x"}],"recordTime":"a"}
            """);
        var other = PreHash("""
            {"bizStep":"urn:epcglobal:cbv:bizstep:departing","example:n":26.1,"eventID":"other",
             "bizTransactionList":[{"bizTransaction":"x","type":"cbv:BTT-po"}],"childEPCs":[],
             "epcList":["https://example.com/some/00/040123450000001112?x=1","https://id.gs1.org/sscc/040123450000003338"],
             "type":"ObjectEvent"}
            """);

        Assert.Equal(one, other);
    }

    [Theory]
    [InlineData("urn:epc:id:pgln:999999999999.", "https://id.gs1.org/417/9999999999994")]
    [InlineData("urn:epc:id:pgln:4000001.00000", "https://id.gs1.org/417/4000001000005")]
    [InlineData("urn:epc:id:sgln:4012345.00012.2", "https://id.gs1.org/414/4012345000122/254/2")]
    [InlineData("urn:epc:id:sgtin:4012345.011111.9876", "https://id.gs1.org/01/04012345111118/21/9876")]
    [InlineData("https://example.com/a/gtin/9780345418913/lot/L1/ser/765tz?exp=1#x", "https://id.gs1.org/01/09780345418913/21/765tz")]
    [InlineData("urn:epc:id:sscc:4012345.123", "urn:epc:id:sscc:4012345.123")]
    [InlineData("urn:epc:id:giai:4012345.", "urn:epc:id:giai:4012345.")]
    [InlineData("https://example.com/01/abc", "https://example.com/01/abc")]
    [InlineData("00123", "123")]
    public void Value_OfAnElement_TakesItsCanonicalForm(string given, string expected) =>
        Assert.Equal("eventType=xepcListepc=" + expected, PreHash($$"""{"type":"x","epcList":["{{given}}"]}"""));

    static string PreHash(string json)
    {
        using var context = JsonDocument.Parse("""{"@context":["https://ref.gs1.org/x",{"example":"https://ns.example.com/epcis/"}]}""");
        using var one = JsonDocument.Parse(json);
        return EpcisEventHash.PreHash(context.RootElement, one.RootElement);
    }

    static IEnumerable<JsonElement> EventsOf(JsonElement document)
    {
        var body = document.GetProperty("epcisBody");
        return body.TryGetProperty("eventList", out var list)
            ? list.EnumerateArray()
            : body.GetProperty("queryResults").GetProperty("resultsBody").GetProperty("eventList").EnumerateArray();
    }

    static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
