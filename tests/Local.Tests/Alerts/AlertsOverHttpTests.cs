using Orchestrations.Local.Tests.CommandLine;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Alerts;

/// <summary>Alerts, health and metrics of the served host, over HTTP, with real receivers on loopback.</summary>
public sealed class AlertsOverHttpTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-alerts-http-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Alert_FromItsTestToItsEnd_ReachesWebhookAndMail()
    {
        await using var receiver = await ReceivedWebhooks.StartAsync();
        receiver.Answer = (context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 429 : 200;
            context.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        };
        await using var mail = SmtpStandIn.Start();
        await using var host = await ServeAsync([.. receiver.Settings, .. MailSettings(mail.Port)]);

        var alert = await host.PostAsync("api/alerts/test", new { severity = "P1" });
        Assert.Equal(202, alert.Status);
        var id = alert.Json.GetProperty("id").GetString();
        var shown = await host.UntilAsync($"api/alerts/{id}", answer => Statuses(answer) == "email sent 1, webhook sent 2");
        Assert.Equal("open", shown.Json.GetProperty("alert").GetProperty("state").GetString());
        Assert.Single(mail.Mails);
        Assert.Equal(2, receiver.All.Count);
        Assert.Single(receiver.All.Select(message => message.Id).Distinct());

        Assert.Equal(200, (await host.PostAsync($"api/alerts/{id}/acknowledge", new { reason = "mine" })).Status);
        var resolved = await host.PostAsync($"api/alerts/{id}/resolve", new { reason = "it was a test" });
        Assert.Equal("resolved", resolved.Json.GetProperty("state").GetString());
        await host.UntilAsync(
            $"api/alerts/{id}", answer => Statuses(answer) == "email sent 1, webhook sent 2, email sent 1, webhook sent 1");
        Assert.Equal(409, (await host.PostAsync($"api/alerts/{id}/acknowledge", new { reason = "late" })).Status);

        var audit = await host.GetAsync("api/audit?kind=alert-acknowledged");
        Assert.Equal(1, audit.Json.GetProperty("records").GetArrayLength());
        var metrics = await host.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        Assert.Contains("orchestrations_alert_messages_total{channel=\"webhook\",status=\"sent\"}", metrics, StringComparison.Ordinal);
        Assert.Contains("eternal_portfolio_value{engine=\"CORE\"} 10000", metrics, StringComparison.Ordinal);
        Assert.Contains("orchestrations_engine_turn_duration_seconds_bucket", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api/alerts?state=shut", 400, "ORC-ALERT-004")]
    [InlineData("api/alerts?severity=P9", 400, "ORC-ALERT-004")]
    [InlineData("api/alerts?from=yesterday", 400, "ORC-ALERT-004")]
    [InlineData("api/alerts?after=x", 400, "ORC-ALERT-004")]
    [InlineData("api/alerts?top=0", 400, "ORC-ALERT-004")]
    [InlineData("api/alerts/20260101000000000-00000000", 404, "ORC-ALERT-002")]
    [InlineData("api/alerts/nothing", 404, "ORC-ALERT-002")]
    public async Task Request_ThatIsNone_IsRefusedWithItsCode(string path, int status, string code)
    {
        await using var host = await ServeAsync([]);

        var answer = await host.GetAsync(path);

        Assert.Equal((status, code), (answer.Status, answer.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task List_ByStateSeverityAndTime_Pages()
    {
        await using var host = await ServeAsync(["Health:Schedule=0 0 0 1 1 *"]);
        foreach (var severity in (string[])["P1", "P2", "P1", "P3", "P1"])
            await host.PostAsync("api/alerts/test", new { severity });

        var first = await host.GetAsync("api/alerts?severity=P1&top=2");
        Assert.Equal(2, first.Json.GetProperty("alerts").GetArrayLength());
        var second = await host.GetAsync("api/alerts?severity=P1&top=2&after=" + first.Json.GetProperty("next").GetString());
        Assert.Equal(1, second.Json.GetProperty("alerts").GetArrayLength());
        Assert.Equal(1, (await host.GetAsync("api/alerts?state=noted")).Json.GetProperty("alerts").GetArrayLength());
        Assert.Equal(0, (await host.GetAsync("api/alerts?from=2999-01-01T00:00:00Z")).Json.GetProperty("alerts").GetArrayLength());
        Assert.Equal(5, (await host.GetAsync("api/alerts?from=2020-01-01T00:00:00Z")).Json.GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public async Task KillSwitch_PulledAndReleased_IsAnAlertUntilThen()
    {
        await using var host = await ServeAsync(["Health:Schedule=0 0 0 1 1 *"]);
        await host.PostAsync("api/kill-switch", new { reason = "a test" });

        var open = (await host.GetAsync("api/alerts?state=open")).Json.GetProperty("alerts");
        Assert.Equal("ORC-KILL-001", Assert.Single(open.EnumerateArray()).GetProperty("code").GetString());

        await host.DeleteAsync("api/kill-switch", new { reason = "over" });
        Assert.Equal(0, (await host.GetAsync("api/alerts?state=open")).Json.GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public async Task HealthWatch_OfAServedHost_ChecksEverythingAndReadyShowsIt()
    {
        await using var host = await ServeAsync(["Health:Schedule=*/1 * * * * *"]);

        var ready = await host.UntilAsync("ready", answer => answer.Json.GetProperty("checks").GetArrayLength() >= 4);

        Assert.Equal("ready", ready.Json.GetProperty("status").GetString());
        var metrics = await host.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        foreach (var check in (string[])["store", "engine", "disk", "queues", "timer", "backup", "prices", "exchange", "orders", "dead-letters"])
            Assert.Contains($"orchestrations_health_check{{check=\"{check}\"}} 0", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AlertsTest_OnTheCommandLine_ShowsEveryChannelAndSendsOnlyWhenToldTo()
    {
        await using var receiver = await ReceivedWebhooks.StartAsync();
        await using var mail = SmtpStandIn.Start();
        string[] settings = [.. receiver.Settings.Concat(MailSettings(mail.Port)).SelectMany(setting => new[] { "--set", setting })];

        var shown = await CommandRun.OfAsync(["alerts", "test", .. settings]);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("webhook-signature: v1,", shown.Output, StringComparison.Ordinal);
        Assert.Contains("Subject: P0 alert: ORC-ALERT-005 (paper)", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(ReceivedWebhooks.Secret, shown.Output, StringComparison.Ordinal);
        Assert.Empty(receiver.All);
        Assert.Empty(mail.Mails);

        var sent = await CommandRun.OfAsync(["alerts", "test", "--channel", "webhook", "--send", .. settings]);
        Assert.Equal(0, sent.ExitCode);
        Assert.Single(receiver.All);
        Assert.Empty(mail.Mails);

        var wrong = await CommandRun.OfAsync(["alerts", "test", "--channel", "pigeon", .. settings]);
        wrong.IsRefused("ORC-LOCAL-003", "pigeon", "webhook, email");
    }

    internal static string[] MailSettings(int port) =>
    [
        "Alerts:Email:Host=127.0.0.1", FormattableString.Invariant($"Alerts:Email:Port={port}"), "Alerts:Email:StartTls=false",
        "Alerts:Email:From=from@example.org", "Alerts:Email:To=to@example.org",
    ];

    Task<ServedHost> ServeAsync(string[] settings) => ServedHost.StartAsync(
        folder, WallClock.Instance, [.. settings.Select(setting => setting.Split('=', 2)).Select(pair => (pair[0], pair[1]))]);

    static string Statuses(ServedHost.Answer answer) => string.Join(", ", answer.Json.GetProperty("deliveries").EnumerateArray().Select(one =>
        $"{one.GetProperty("channel").GetString()} {one.GetProperty("status").GetString()} {one.GetProperty("attempts").GetInt32()}"));
}
