using System.Text;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.Domain.Tests.Alerts;

public class WebhookSignatureTests
{
    // The example that the verification libraries of Standard Webhooks are tested with.
    [Fact]
    public void Signature_OfTheKnownExample_IsItsSignature()
    {
        var secret = WebhookSignature.SecretOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;

        var signature = WebhookSignature.Sign(
            secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    [InlineData("whsec_c2hvcnQ=")]
    public void Secret_ThatIsNone_IsRefused(string text) => Assert.Null(WebhookSignature.SecretOf(text));

    [Fact]
    public void Secret_OfTooManyBytes_IsRefused()
    {
        Assert.NotNull(WebhookSignature.SecretOf("whsec_" + Convert.ToBase64String(new byte[64])));
        Assert.Null(WebhookSignature.SecretOf("whsec_" + Convert.ToBase64String(new byte[65])));
        Assert.Null(WebhookSignature.SecretOf("whsec_" + Convert.ToBase64String(new byte[1000])));
    }

    [Fact]
    public void Time_IsWholeSeconds() =>
        Assert.Equal("1614265330", WebhookSignature.TimeOf(DateTimeOffset.FromUnixTimeMilliseconds(1_614_265_330_999)));
}
