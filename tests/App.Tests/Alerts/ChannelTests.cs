using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.Domain.Alerts;
using Orchestrations.TestKit;
using static Orchestrations.App.Tests.Alerts.ChannelsUnderTest;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>What channels send, and what they make of answers; against servers on loopback.</summary>
public class ChannelTests
{
    [Fact]
    public async Task Webhook_OfAnAlert_IsSignedAndHoldsIt()
    {
        var (headers, body) = (new HeaderDictionary(), "");
        await using var server = await HttpStandIn.StartAsync(async (context, _) =>
        {
            foreach (var (name, values) in context.Request.Headers)
                headers[name] = values;
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        });
        using var services = Services(("Alerts:Webhook:Url", server.Address + "hook/abc"), ("Alerts:Webhook:Secret", Secret));

        Assert.Equal(ChannelVerdict.Sent, (await SendAsync(services)).Verdict);

        Assert.Equal("20240115000500000-0a1b2c3d-raised-1", headers["webhook-id"].ToString());
        var signature = WebhookSignature.Sign(
            WebhookSignature.SecretOf(Secret)!, headers["webhook-id"]!, headers["webhook-timestamp"]!, System.Text.Encoding.UTF8.GetBytes(body));
        Assert.Equal(signature, headers["webhook-signature"].ToString());
        var json = JsonDocument.Parse(body).RootElement;
        Assert.Equal("alert.raised", json.GetProperty("type").GetString());
        Assert.Equal("ORC-FUNDING-011", json.GetProperty("data").GetProperty("alerts")[0].GetProperty("code").GetString());
        Assert.False(headers.ContainsKey("traceparent"));
    }

    [Theory]
    [InlineData(200, "Sent", false)]
    [InlineData(204, "Sent", false)]
    [InlineData(301, "Refused", false)]
    [InlineData(400, "Refused", false)]
    [InlineData(401, "Refused", false)]
    [InlineData(404, "Refused", false)]
    [InlineData(410, "Refused", false)]
    [InlineData(408, "Again", false)]
    [InlineData(429, "Again", false)]
    [InlineData(500, "Again", true)]
    [InlineData(503, "Again", true)]
    public async Task Answer_OfAReceiver_IsUnderstood(int status, string verdict, bool mayHaveArrived)
    {
        await using var server = await HttpStandIn.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://127.0.0.1:1/";
            return Task.CompletedTask;
        });
        using var services = Services(("Alerts:Discord:Url", server.Address + "api/webhooks/1/planted"));

        var answer = await SendAsync(services);

        Assert.Equal((verdict, mayHaveArrived), (answer.Verdict.ToString(), answer.MayHaveArrived));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("Retry-After", "17", null, 17d)]
    [InlineData(null, null, """{"ok":false,"error_code":429,"parameters":{"retry_after":23}}""", 23d)]
    [InlineData(null, null, """{"message":"slow down","retry_after":0.5}""", 0.5)]
    [InlineData(null, null, """{"retry_after":"soon"}""", null)]
    [InlineData(null, null, """[1""", null)]
    [InlineData(null, null, null, null)]
    public async Task Pause_ThatAReceiverAsksFor_IsRead(string? header, string? value, string? body, double? seconds)
    {
        await using var server = await HttpStandIn.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = 429;
            if (header is not null)
                context.Response.Headers[header] = value;
            context.Response.ContentType = "application/json";
            if (body is not null)
                await context.Response.WriteAsync(body);
        });
        using var services = Services(Telegram(server.Address));

        var answer = await SendAsync(services);

        Assert.Equal((ChannelVerdict.Again, seconds), (answer.Verdict, answer.After?.TotalSeconds));
    }

    [Fact]
    public async Task Receiver_ThatHangs_IsLeftAfterTheTimeout()
    {
        var release = new TaskCompletionSource();
        await using var server = await HttpStandIn.StartAsync((_, _) => release.Task);
        using var services = Services([.. Telegram(server.Address), ("Alerts:Timeout", "00:00:00.300")]);

        var answer = await SendAsync(services);
        release.SetResult();

        Assert.Equal((ChannelVerdict.Again, true), (answer.Verdict, answer.MayHaveArrived));
    }

    [Fact]
    public async Task Receiver_ThatBreaksOff_MayHaveTakenIt()
    {
        await using var server = await HttpStandIn.StartAsync((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var services = Services(Telegram(server.Address));

        var answer = await SendAsync(services);

        Assert.Equal((ChannelVerdict.Again, true), (answer.Verdict, answer.MayHaveArrived));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_OfAReceiver_TakesNoSecretElsewhere(int status)
    {
        await using var elsewhere = await HttpStandIn.StartAsync((_, _) => Task.CompletedTask);
        await using var server = await HttpStandIn.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Address + "taken";
            return Task.CompletedTask;
        });
        using var services = Services(Telegram(server.Address));

        Assert.Equal(ChannelVerdict.Refused, (await SendAsync(services)).Verdict);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Receiver_WhoseCertificateIsNotTrusted_GetsNothing()
    {
        using var certificate = TestCertificate.For("127.0.0.1");
        await using var server = await HttpStandIn.StartAsync((_, _) => Task.CompletedTask, certificate);
        using var services = Services(Telegram(server.Address));

        var answer = await SendAsync(services);

        Assert.Equal((ChannelVerdict.Again, "SecureConnectionError", false), (answer.Verdict, answer.Reason, answer.MayHaveArrived));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Receiver_WhoseNameIsNotKnown_HasNotTakenIt()
    {
        using var services = Services(Telegram(new Uri("https://planted.invalid/")));

        var answer = await SendAsync(services);

        Assert.Equal((ChannelVerdict.Again, false), (answer.Verdict, answer.MayHaveArrived));
        Assert.DoesNotContain("planted", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_CutOffAfterItsStatus_IsWhatItsStatusSays()
    {
        await using var server = await HttpStandIn.StartAsync(async (context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 429 : 200;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"parameters\":{\"retry_af");
            await context.Response.Body.FlushAsync();
            // Not so soon that the status itself is lost.
            await WallClock.PauseAsync(200);
            context.Abort();
        });
        using var services = Services(Telegram(server.Address));

        Assert.Equal((ChannelVerdict.Again, false), await SendAsync(services) is var first ? (first.Verdict, first.MayHaveArrived) : default);
        Assert.Equal(ChannelVerdict.Sent, (await SendAsync(services)).Verdict);
    }

    [Fact]
    public async Task Receiver_ThatIsNotThere_HasNotTakenIt()
    {
        using var services = Services(Telegram(new Uri(LoopbackPort.Nobody + "/")));

        var answer = await SendAsync(services);

        Assert.Equal((ChannelVerdict.Again, false), (answer.Verdict, answer.MayHaveArrived));
        Assert.DoesNotContain("planted", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telegram_OfTextFromElsewhere_GetsPlainTextWithoutMentionsAndLinks()
    {
        var body = "";
        await using var server = await HttpStandIn.StartAsync(async (context, _) =>
            body = await new StreamReader(context.Request.Body).ReadToEndAsync());
        using var services = Services(Telegram(server.Address));

        await SendAsync(services, Notice(message: "@everyone <b>see</b> https://evil.example\n/start _now_"));

        Assert.Equal($"/bot{Token}/sendMessage", Assert.Single(server.Requests));
        var json = JsonDocument.Parse(body).RootElement;
        Assert.False(json.TryGetProperty("parse_mode", out _));
        var text = json.GetProperty("text").GetString()!;
        Assert.Contains("<b>see", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"@everyone|https://|evil\.example| /start", text);
        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith('/'));
    }

    [Fact]
    public async Task Discord_OfTextFromElsewhere_MentionsNobody()
    {
        var body = "";
        await using var server = await HttpStandIn.StartAsync(async (context, _) =>
            body = await new StreamReader(context.Request.Body).ReadToEndAsync());
        using var services = Services(("Alerts:Discord:Url", server.Address + "api/webhooks/1/planted"));

        await SendAsync(services, Notice(message: "@everyone [here](https://evil.example) " + new string('*', 5000)));

        var json = JsonDocument.Parse(body).RootElement;
        Assert.Empty(json.GetProperty("allowed_mentions").GetProperty("parse").EnumerateArray());
        var content = json.GetProperty("content").GetString()!;
        Assert.DoesNotContain("@everyone", content, StringComparison.Ordinal);
        Assert.DoesNotContain("](", content, StringComparison.Ordinal);
        Assert.InRange(content.Length, 1, 2000);
    }

    [Fact]
    public async Task Refusal_WhoseBodyStalls_IsKnownToBeNone()
    {
        var release = new TaskCompletionSource();
        await using var server = await HttpStandIn.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"retry_after\":");
            await context.Response.Body.FlushAsync();
            await release.Task;
        });
        using var services = Services([.. Telegram(server.Address), ("Alerts:Timeout", "00:00:00.300")]);

        var answer = await SendAsync(services);
        release.SetResult();

        Assert.Equal((ChannelVerdict.Again, "HTTP 429", false), (answer.Verdict, answer.Reason, answer.MayHaveArrived));
    }

    [Fact]
    public void Previews_OfEveryChannel_TellNoSecret()
    {
        using var services = Services(
        [
            .. Telegram(new Uri("https://api.telegram.org/")), ("Alerts:Discord:Url", "https://discord.example/api/webhooks/1/planted"),
            ("Alerts:Webhook:Url", "https://example.org/planted?planted"), ("Alerts:Webhook:Secret", Secret),
            .. Mail(587), ("Alerts:Email:User", "bob"), ("Alerts:Email:Password", "planted-password"),
        ]);

        var previews = services.GetServices<IAlertChannel>().SelectMany(channel => channel.Preview(Notice())).ToList();

        Assert.True(previews.Count > 20);
        Assert.DoesNotContain(previews, line => line.Contains("planted", StringComparison.Ordinal)
            || line.Contains(Token, StringComparison.Ordinal) || line.Contains(Secret, StringComparison.Ordinal));
    }
}
