using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Signing;
using Orchestrations.Domain.Tests.ProofPacks;

namespace Orchestrations.Domain.Tests.Signing;

public class EnvelopeTests
{
    [ProofVectorsFact]
    public void Envelope_PublishedExample_Verifies()
    {
        var vector = ProofVectors.Of("dsse");
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Coordinate(vector.Text("x")), Y = Coordinate(vector.Text("y")) },
        });
        using var read = PublicKey.Of(key.ExportSubjectPublicKeyInfo());
        var envelope = new Envelope(
            vector.Text("payload_type"),
            Encoding.UTF8.GetBytes(vector.Text("payload")),
            "",
            Convert.FromBase64String(vector.Text("sig_p1363_base64")));

        Assert.Equal(vector.Text("pae"), Encoding.UTF8.GetString(Envelope.Pae(envelope.PayloadType, envelope.Payload)));
        Assert.True(read.Verifies(envelope));
        Assert.False(read.Verifies(envelope with { PayloadType = "other" }));
        Assert.False(read.Verifies(envelope with { Payload = [1] }));
        Assert.False(read.Verifies(envelope with { Signature = [.. envelope.Signature, 0] }));
        Assert.False(read.Verifies(envelope with { Signature = new byte[64] }));
    }

    [Fact]
    public void Envelope_SignedAndReadBack_VerifiesUnderItsKeyOnly()
    {
        using var key = TestKeys.New();
        using var other = TestKeys.New();
        var envelope = Read(key.Sign("type", "payload"u8).ToBytes())!;
        using var right = key.Public;
        using var wrong = other.Public;
        Assert.True(right.Verifies(envelope));
        Assert.False(wrong.Verifies(envelope));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"payload\":\"AA==\",\"payloadType\":\"t\",\"signatures\":[]}")]
    [InlineData("{\"payload\":\"AB==\",\"payloadType\":\"t\",\"signatures\":[{\"keyid\":\"k\",\"sig\":\"AA==\"}]}")]
    [InlineData("{\"payload\":\"AA\",\"payloadType\":\"t\",\"signatures\":[{\"keyid\":\"k\",\"sig\":\"AA==\"}]}")]
    [InlineData("{\"payload\":\"A A=\",\"payloadType\":\"t\",\"signatures\":[{\"keyid\":\"k\",\"sig\":\"AA==\"}]}")]
    [InlineData("{\"payload\":\"AA==\",\"payloadType\":\"t\",\"signatures\":[{\"keyid\":\"k\",\"sig\":\"AA==\",\"x\":1}]}")]
    [InlineData("{\"payload\":\"AA==\",\"payloadType\":1,\"signatures\":[{\"keyid\":\"k\",\"sig\":\"AA==\"}]}")]
    public void Envelope_InAnotherForm_IsNone(string text) => Assert.Null(Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("key 1", true)]
    [InlineData("", true)]
    [InlineData("key", false)]
    public void SigningKey_OfWhatIsNone_IsRefusedWithoutShowingIt(string id, bool isKey)
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        string[] none = ["no key but secret", p384.ExportPkcs8PrivateKeyPem(), p256.ExportSubjectPublicKeyInfoPem()];
        foreach (var pem in isKey ? [p256.ExportPkcs8PrivateKeyPem()] : none)
        {
            var refused = Assert.Throws<DomainException>(() => SigningKey.FromPem(id, pem));
            Assert.Equal("ORC-PROOF-004", refused.Code);
            Assert.DoesNotContain(pem[^12..], refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void PublicKey_OfWhatIsNone_IsRefused()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var key = TestKeys.New();
        using var right = key.Public;
        byte[] foreign = right.Spki.ToArray(), beside = right.Spki.ToArray();
        foreign[10] ^= 8; // Another object identifier, which no library knows.
        beside[90] ^= 1; // A point beside the curve.
        foreach (var bytes in (byte[][])[[], [1, 2], p384.ExportSubjectPublicKeyInfo(), [.. right.Spki, 0], foreign, beside])
            Assert.Equal("ORC-PROOF-004", Assert.Throws<DomainException>(() => PublicKey.Of(bytes)).Code);
    }

    static Envelope? Read(byte[] bytes)
    {
        using var document = CanonicalDocument.Parse(bytes);
        return Envelope.Read(document.Root);
    }

    static byte[] Coordinate(string number) =>
        BigInteger.Parse(number, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);
}
