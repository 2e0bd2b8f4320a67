using System.Globalization;
using System.Text;
using Orchestrations.Domain.CanonicalJson;

namespace Orchestrations.Domain.Tests.CanonicalJson;

public class CanonicalBytesTests
{
    [ProofVectorsFact]
    public void Canonical_PublishedDocuments_AreThePublishedBytes()
    {
        foreach (var document in ProofVectors.Of("jcs").GetProperty("documents").EnumerateArray())
        {
            var bytes = CanonicalBytes.Of(Encoding.UTF8.GetBytes(document.Text("input")));
            Assert.Equal(document.Text("canonical_hex"), Convert.ToHexStringLower(bytes));
            Assert.Equal(bytes, CanonicalBytes.Of(bytes));
        }
    }

    [ProofVectorsFact]
    public void Canonical_PublishedRefusals_AreRefused()
    {
        foreach (var refusal in ProofVectors.Of("jcs").GetProperty("must_reject_hex").EnumerateArray())
            Assert.Throws<DomainException>(() => CanonicalBytes.Of(Convert.FromHexString(refusal[0].GetString()!)));
    }

    [ProofVectorsFact]
    public void Numbers_PublishedTwentyThousand_AreWrittenAsPublished()
    {
        Span<byte> buffer = stackalloc byte[CanonicalNumber.LongestText];
        var rows = 0;
        foreach (var line in File.ReadLines(ProofVectors.PathOf("es6-numbers-20k.txt")))
        {
            var (hex, expected) = (line[..16], line[17..]);
            var value = BitConverter.UInt64BitsToDouble(ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            Assert.Equal(expected, Encoding.ASCII.GetString(buffer[..CanonicalNumber.Write(value, buffer)]));
            // What is canonical reads back as the same text, unless it is a whole number that only a rounded text stands for.
            if (Refusal($"[{expected}]") is null)
                Assert.Equal($"[{expected}]", Canonical($"[{expected}]"));
            rows++;
        }

        Assert.Equal(20_000, rows);
    }

    [Fact]
    public void Names_BeyondTheBasicPlane_ComeBeforeTheLastOfIt() =>
        Assert.Equal("{\"\ud800\udc00\":2,\"\uffff\":1}", Canonical("{\"\uffff\":1,\"\ud800\udc00\":2}"));

    [Theory]
    [InlineData("{\"b\":1,\"a\":{\"d\":[1,2,{}],\"c\":null}}", "{\"a\":{\"c\":null,\"d\":[1,2,{}]},\"b\":1}")]
    [InlineData(" [ true , false ] ", "[true,false]")]
    [InlineData("\"\\u0041\\/\\u000a\\u001F\\u007f\\ud83d\\ude02\"", "\"A/\\n\\u001f\u007f\ud83d\ude02\"")]
    [InlineData("{\"\\u0061b\":1,\"aa\":2,\"a\":3}", "{\"a\":3,\"aa\":2,\"ab\":1}")]
    [InlineData("[-0,0.0,1.0,1E2,-12.50,0.001,0.0000001,1e21,123456789012345678e3]",
        "[0,0,1,100,-12.5,0.001,1e-7,1e+21,123456789012345680000]")]
    [InlineData("[9007199254740992,-9007199254740991,100000000000000000000000]", "[9007199254740992,-9007199254740991,1e+23]")]
    public void Canonical_OfAText_IsThis(string text, string expected)
    {
        Assert.Equal(expected, Canonical(text));
        using var document = CanonicalDocument.Parse(Encoding.UTF8.GetBytes(text));
        Assert.False(document.IsCanonical);
        using var again = CanonicalDocument.Parse(Encoding.UTF8.GetBytes(expected));
        Assert.True(again.IsCanonical);
    }

    [Theory]
    [InlineData("ORC-JSON-001", "")]
    [InlineData("ORC-JSON-001", "[1,]")]
    [InlineData("ORC-JSON-001", "[1 2]")]
    [InlineData("ORC-JSON-001", "{\"a\":1,}")]
    [InlineData("ORC-JSON-001", "{\"a\" 1}")]
    [InlineData("ORC-JSON-001", "{a:1}")]
    [InlineData("ORC-JSON-001", "{\"a\":")]
    [InlineData("ORC-JSON-001", "[")]
    [InlineData("ORC-JSON-001", "\"")]
    [InlineData("ORC-JSON-001", "\"\\")]
    [InlineData("ORC-JSON-001", "\"\\x\"")]
    [InlineData("ORC-JSON-001", "\"\\u12\"")]
    [InlineData("ORC-JSON-001", "\"\\u12g4\"")]
    [InlineData("ORC-JSON-001", "\"\n\"")]
    [InlineData("ORC-JSON-001", "\"a\\n\u0001\"")]
    [InlineData("ORC-JSON-001", "[01]")]
    [InlineData("ORC-JSON-001", "[1.]")]
    [InlineData("ORC-JSON-001", "[.5]")]
    [InlineData("ORC-JSON-001", "[+1]")]
    [InlineData("ORC-JSON-001", "[-]")]
    [InlineData("ORC-JSON-001", "[1e]")]
    [InlineData("ORC-JSON-001", "[Infinity]")]
    [InlineData("ORC-JSON-001", "tru")]
    [InlineData("ORC-JSON-001", "[] []")]
    [InlineData("ORC-JSON-001", "[\u00a01]")]
    [InlineData("ORC-JSON-002", "\ufeff[]")]
    [InlineData("ORC-JSON-002", "\"\\ud83d\\u0041\"")]
    [InlineData("ORC-JSON-002", "\"\\ud83d")]
    [InlineData("ORC-JSON-003", "{\"a\":1,\"\\u0061\":2}")]
    [InlineData("ORC-JSON-003", "{\"b\":1,\"a\":2,\"b\":1}")]
    [InlineData("ORC-JSON-004", "[1e400]")]
    [InlineData("ORC-JSON-004", "[-1e400]")]
    [InlineData("ORC-JSON-004", "[1e-400]")]
    [InlineData("ORC-JSON-004", "[9007199254740993]")]
    [InlineData("ORC-JSON-004", "[1152921504606846976]")]
    public void Canonical_OfWhatIsNotCleanJson_IsRefused(string code, string text) => Assert.Equal(code, Refusal(text));

    [Theory]
    [InlineData("5b22c0af225d")] // An overlong form.
    [InlineData("5b22eda080225d")] // A surrogate in UTF-8.
    [InlineData("5b22f4908080225d")] // Beyond U+10FFFF.
    [InlineData("5b22e282225d")] // Cut off.
    public void Canonical_OfInvalidUtf8_IsRefused(string hex) => Assert.Equal(
        "ORC-JSON-002", Assert.Throws<DomainException>(() => CanonicalBytes.Of(Convert.FromHexString(hex))).Code);

    [Fact]
    public void Limits_Exceeded_AreRefused()
    {
        var limits = new JsonLimits(100, 3);
        Assert.Equal("[[[]]]", Encoding.UTF8.GetString(CanonicalBytes.Of("[[[]]]"u8.ToArray(), limits)));
        Assert.Equal("ORC-JSON-005", Assert.Throws<DomainException>(() => CanonicalBytes.Of("[[[[]]]]"u8.ToArray(), limits)).Code);
        Assert.Equal("ORC-JSON-005", Assert.Throws<DomainException>(() => CanonicalBytes.Of(new byte[101], limits)).Code);
    }

    // A short text of many values takes twelve times its length in memory, and a pack may be long.
    [Theory]
    [InlineData("""{"a":[1,2],"b":""}""", 7)]
    [InlineData("[[],[],[]]", 4)]
    [InlineData("[null,true,false]", 4)]
    public void Values_BeyondTheMost_AreRefused(string text, int values)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(text, Encoding.UTF8.GetString(CanonicalBytes.Of(bytes, JsonLimits.Pack with { Values = values })));
        var refused = Assert.Throws<DomainException>(() => CanonicalBytes.Of(bytes, JsonLimits.Pack with { Values = values - 1 }));
        Assert.Equal("ORC-JSON-005", refused.Code);
    }

    // System.Text.Json as a second opinion on texts that nobody wrote by hand.
    [Fact]
    public void Canonical_OfGeneratedTexts_MeansTheSame()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var text = GeneratedJson.Of(seed);
            var canonical = CanonicalBytes.Of(Encoding.UTF8.GetBytes(text));
            using var document = CanonicalDocument.Parse(canonical);
            Assert.True(document.IsCanonical, $"seed {seed}: {text}");
            Assert.True(
                System.Text.Json.Nodes.JsonNode.DeepEquals(
                    System.Text.Json.Nodes.JsonNode.Parse(text), System.Text.Json.Nodes.JsonNode.Parse(canonical)),
                $"seed {seed}: {text}");
        }
    }

    static string Canonical(string text) => Encoding.UTF8.GetString(CanonicalBytes.Of(Encoding.UTF8.GetBytes(text)));

    static string? Refusal(string text) => Record.Exception(() => Canonical(text)) is { } refused
        ? Assert.IsType<DomainException>(refused).Code
        : null;
}
