using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Orchestrations.Local.Serving;
using Orchestrations.Local.Tests.Alerts;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>Whoever listens to every trace, diagnostic event and metric of a host that sends alerts hears no secret.</summary>
public sealed class SecretsInTracesTests : IDisposable
{
    const string Token = "4711:planted-bot-token";

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-traces-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Traces_OfSentAlerts_HoldNoSecret()
    {
        var heard = new ConcurrentQueue<string>();
        using var traces = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => heard.Enqueue(
                $"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} "
                + string.Join(' ', activity.Events.SelectMany(one => one.Tags.Select(tag => $"{one.Name} {tag}")))),
        };
        ActivitySource.AddActivityListener(traces);
        using var metrics = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        metrics.SetMeasurementEventCallback<double>((instrument, _, tags, _) => heard.Enqueue($"{instrument.Name} {Text(tags)}"));
        metrics.SetMeasurementEventCallback<long>((instrument, _, tags, _) => heard.Enqueue($"{instrument.Name} {Text(tags)}"));
        metrics.Start();
        using var events = DiagnosticListener.AllListeners.Subscribe(new Listeners(heard));
        await using var receiver = await HttpStandIn.StartAsync((context, number) =>
        {
            context.Response.StatusCode = number % 2 == 0 ? 200 : 503;
            return Task.CompletedTask;
        });
        await using var mail = SmtpStandIn.Start();
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance,
        [
            ("Alerts:Schedule", "*/1 * * * * *"), ("Alerts:Telegram:BotToken", Token), ("Alerts:Telegram:ChatId", "42"),
            ("Alerts:Telegram:Url", receiver.Address.AbsoluteUri), ("Alerts:Discord:Url", receiver.Address + "api/webhooks/1/planted-discord-token"),
            ("Alerts:Email:User", "bob"), ("Alerts:Email:Password", "planted-mail-password"),
            .. AlertsOverHttpTests.MailSettings(mail.Port).Select(setting => setting.Split('=', 2)).Select(pair => (pair[0], pair[1])),
        ]);
        var alert = await host.PostAsync("api/alerts/test", new { severity = "P0" });
        await host.UntilAsync("api/alerts/" + alert["id"], answer => answer.Json.GetProperty("deliveries").EnumerateArray()
            .Count(one => one.GetProperty("status").GetString() == "sent") == 3);

        Assert.Contains(heard, one => one.Contains("activity:SendAlert", StringComparison.Ordinal));
        // The stand-in lives in this process and is asked for the path: what it says of that is its own.
        var ours = heard.Where(one => !one.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(ours, one => one.Contains("planted", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Alerts:Email:Password", "pa\"ss\\wörd 1", "said \"pa\\\"ss\\\\wörd 1\"")]
    [InlineData("Alerts:Email:Password", "pa\"ss\\wörd 1", "said pa\\u0022ss\\\\w\\u00F6rd 1")]
    [InlineData("Alerts:Email:Password", "pa ss&wörd", "GET /?p=pa%20ss%26w%C3%B6rd")]
    [InlineData("Alerts:Discord:Url", "https://discord.example/api/webhooks/1/planted-discord-token", "POST /api/webhooks/1/planted-discord-token")]
    [InlineData("Alerts:Discord:Url", "https://discord.example/api/webhooks/1/planted-discord-token", "route planted-discord-token")]
    [InlineData("Alerts:Webhook:Secret", ReceivedWebhooks.Secret, "key cGxhbnRlZC13ZWJob29rLXNlY3JldC0xMjM0NTY3ODkw")]
    public void Secret_InWhateverFormALibraryWritesIt_IsTakenOut(string key, string value, string said)
    {
        var secrets = new SecretSettings(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build());

        var hidden = secrets.Hide(said);

        Assert.Contains("***", hidden, StringComparison.Ordinal);
        Assert.DoesNotMatch("planted|w.*rd|cGxh", hidden);
    }

    static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray());

    sealed class Listeners(ConcurrentQueue<string> heard) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value) => value.Subscribe(this);

        public void OnNext(KeyValuePair<string, object?> value) => heard.Enqueue($"{value.Key} {value.Value}");

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
