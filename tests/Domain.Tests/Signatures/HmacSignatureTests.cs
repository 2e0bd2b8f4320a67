using System.Security.Cryptography;
using System.Text;
using Orchestrations.Domain.Signatures;

namespace Orchestrations.Domain.Tests.Signatures;

public class HmacSignatureTests
{
    const string Body = """{"a":"ä","b":[1,{"x":"1","y":"2"}],"c":"line\n"}""";
    static readonly byte[] secret = Encoding.UTF8.GetBytes("a secret of thirty-two bytes. ok");
    static readonly DateTimeOffset now = new(2026, 1, 31, 8, 15, 0, TimeSpan.Zero);

    [Fact]
    public void Signature_AsDescribed_IsHmacOverTimestampLineFeedBody()
    {
        var signed = Sign();

        var expected = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(signed.Timestamp + "\n" + Body));
        Assert.Equal(Convert.ToBase64String(expected), signed.Signature);
        Assert.Equal(("HMAC-SHA256", "k1", "2026-01-31T08:15:00.0000000Z"), (signed.Algorithm, signed.KeyId, signed.Timestamp));
        Assert.True(Check(signed, Body).IsValid);
    }

    [Theory]
    [InlineData(299, null)]
    [InlineData(300, null)]
    [InlineData(301, SignatureVerdict.Stale)]
    [InlineData(-299, null)]
    [InlineData(-300, null)]
    [InlineData(-301, SignatureVerdict.Future)]
    public void Signature_ByItsAge_IsAcceptedWithinFiveMinutesEitherWay(int seconds, string? code) =>
        Assert.Equal(code, Check(Sign(), Body, now.AddSeconds(seconds)).Code);

    [Theory]
    [InlineData("""{"b":[1,{"x":"1","y":"2"}],"a":"ä","c":"line\n"}""", SignatureVerdict.Reordered)]
    [InlineData("""{"a":"ä","b":[1,{"y":"2","x":"1"}],"c":"line\n"}""", SignatureVerdict.Reordered)]
    [InlineData("""{"a": "ä","b":[1,{"x":"1","y":"2"}],"c":"line\n"}""", SignatureVerdict.ReEncoded)]
    [InlineData("""{"a":"\u00e4","b":[1.0,{"x":"1","y":"2"}],"c":"line\n"}""", SignatureVerdict.ReEncoded)]
    [InlineData("""{"a":"ä","b":[1,{"x":"1","y":"2"}],"c":"line""", SignatureVerdict.Truncated)]
    [InlineData("""{"a":"ä","b":[1,{"x":"1","y":"2"}]""", SignatureVerdict.Truncated)]
    [InlineData("", SignatureVerdict.Truncated)]
    [InlineData("""{"a":"ä","b":[2,{"x":"1","y":"2"}],"c":"line\n"}""", SignatureVerdict.Altered)]
    [InlineData("""{"a":"ä","b":[1,{"x":"1","y":"2"}],"c":"line\n"}}""", SignatureVerdict.Altered)]
    [InlineData("""{"b":[1,{"x":"1","y":"2"}],"c":"line\n"}""", SignatureVerdict.Altered)]
    [InlineData("not json", SignatureVerdict.Altered)]
    public void Body_ThatIsNotWhatWasSigned_IsRefusedByWhatHappenedToIt(string body, string code) =>
        Assert.Equal(code, Check(Sign(), body).Code);

    [Fact]
    public void Headers_ThatAreMissingOrUnreadable_AreToldApart()
    {
        var signed = Sign();
        foreach (var missing in (MessageSignature[])
            [
                signed with { Signature = null }, signed with { Signature = "" }, signed with { Algorithm = null },
                signed with { KeyId = null }, signed with { Timestamp = null },
            ])
            Assert.Equal(SignatureVerdict.Missing, Check(missing, Body).Code);
        foreach (var unreadable in (MessageSignature[])
            [
                signed with { Signature = "!" }, signed with { Signature = signed.Signature + "AAAA" }, signed with { Algorithm = "none" },
                signed with { Timestamp = "now" }, signed with { Timestamp = "2026-01-31T08:15:00" },
            ])
            Assert.Equal(SignatureVerdict.Malformed, Check(unreadable, Body).Code);
        Assert.Equal(SignatureVerdict.UnknownKey, Check(signed with { KeyId = "k2" }, Body).Code);
        Assert.Equal(SignatureVerdict.Altered, Check(signed with { Timestamp = "2026-01-31T08:15:01.0000000Z" }, Body).Code);
    }

    // Two bits of the last character before the padding say nothing. Were they free, one signature would have four texts, and a
    // message that is remembered by its signature could be sent three times more.
    [Fact]
    public void Signature_InAnotherTextOfTheSameBytes_IsMalformed()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var signed = Sign();
        var last = alphabet.IndexOf(signed.Signature![42], StringComparison.Ordinal);
        for (var other = 1; other < 4; other++)
        {
            var text = signed.Signature[..42] + alphabet[last + other] + "=";
            Assert.Equal(Convert.FromBase64String(signed.Signature), Convert.FromBase64String(text));
            Assert.Equal(SignatureVerdict.Malformed, Check(signed with { Signature = text }, Body).Code);
        }
    }

    [Fact]
    public void ContentDigest_OfThePublishedExample_IsThePublishedOne() => Assert.Equal(
        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:", HttpSignature.ContentDigest("{\"hello\": \"world\"}"u8));

    // RFC 9421, B.2.5: Signing a Request using hmac-sha256.
    [Fact]
    public void SignatureBase_OfTheRfcsExample_SignsToTheRfcsSignature()
    {
        var parameters = "(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"";
        var bytes = HttpSignature.Base(
            [
                ("\"date\"", "Tue, 20 Apr 2021 02:07:55 GMT"), ("\"@authority\"", "example.com"), ("\"content-type\"", "application/json"),
            ], parameters);
        var shared = Convert.FromBase64String(
            "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");

        Assert.Equal("pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=", Convert.ToBase64String(HMACSHA256.HashData(shared, bytes)));
        Assert.Equal(
            "(\"@status\" \"content-digest\");created=1769847300;keyid=\"k\";alg=\"ecdsa-p256-sha256\"",
            HttpSignature.Parameters(["\"@status\"", "\"content-digest\""], now, "k", "ecdsa-p256-sha256"));
    }

    static MessageSignature Sign() => HmacSignature.Sign(secret, "k1", now, Encoding.UTF8.GetBytes(Body));

    static SignatureVerdict Check(MessageSignature signature, string body, DateTimeOffset? at = null) => HmacSignature.Check(
        signature, Encoding.UTF8.GetBytes(body), at ?? now, id => id == "k1" ? secret : null);
}
