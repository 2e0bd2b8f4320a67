using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrations.Local.Tests.Crash;
using Orchestrations.TestKit;
using Xunit.Abstractions;

namespace Orchestrations.Local.Tests.Alerts;

/// <summary>
/// Hosts that are killed while they raise alerts and send them by every channel. Every alert that was acknowledged to a caller
/// arrives everywhere. A message that was in flight when its host died may come twice: under its one id where the channel carries ids,
/// and saying so on every channel. What lasts is told of once in its window, however many hosts see it.
/// </summary>
public sealed class KilledAlertTests(ITestOutputHelper output)
{
    const int Kills = 4;
    const int AlertsEachTime = 4;
    const string Lasting = "ORC-HEALTH-015";
    static readonly TimeSpan bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Alerts_OfKilledHosts_ArriveByEveryChannelAndRepetitionsSaySo()
    {
        var folder = Directory.CreateTempSubdirectory("orchestrations-alerts-").FullName;
        await using var receivers = await ReceivedMessages.StartAsync();
        string[] settings =
        [
            .. receivers.Settings, "Health:Schedule=*/1 * * * * *", "Health:LeastCash=1000000", "Health:MostDataAge=1.00:00:00",
            "Alerts:PerMinute=1000", "Alerts:Escalations=0", "Alerts:Routes:Medium=telegram,discord,webhook,email",
        ];
        var raised = new List<string>();
        var random = new Random(7);
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                using var host = ServeProcess.Start(folder, settings);
                await host.ReadyAsync();
                for (var i = 0; i < AlertsEachTime; i++)
                    raised.Add(await RaiseAsync(host.Http));
                // Once every host saw what lasts, and so had a reason to tell of it.
                await WallClock.PauseAsync(random.Next(100, 1500));
                host.Kill();
            }

            using var last = ServeProcess.Start(folder, settings);
            await last.ReadyAsync();
            for (var waited = Stopwatch.StartNew(); !HasAll(receivers, raised) && waited.Elapsed < bound; await WallClock.PauseAsync(100))
            {
            }

            Assert.Equal(Kills * AlertsEachTime, raised.Distinct().Count());
            Assert.All(ReceivedMessages.Channels, channel => ArrivedBy(channel, receivers.By(channel), raised));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    void ArrivedBy(string channel, IReadOnlyList<ReceivedMessage> all, List<string> raised)
    {
        var tests = all.Where(message => message.Code == "ORC-ALERT-005").ToList();
        var again = tests.Count - tests.Select(message => message.Alert).Distinct().Count();
        output.WriteLine(FormattableString.Invariant($"{channel}: {Kills} kills, {raised.Count} alerts, {again} of them again"));
        Assert.Equal(raised.Order(), tests.Select(message => message.Alert).Distinct().Order());
        foreach (var alert in tests.GroupBy(message => message.Alert))
        {
            Assert.InRange(alert.Count(), 1, 1 + Kills);
            Assert.All(alert.Skip(1), message => Assert.True(message.SaysAgain, $"{channel}: {message}"));
            Assert.Equal(channel is "webhook" or "email" ? alert.Key + "-raised-1" : null, Assert.Single(alert.Select(m => m.Id).Distinct()));
        }
        // It was seen by every look of every host.
        var lasting = all.Where(message => message.Code == Lasting).ToList();
        Assert.Single(lasting.Select(message => message.Alert).Distinct());
        Assert.Single(lasting, message => !message.SaysAgain);
    }

    static bool HasAll(ReceivedMessages receivers, List<string> raised) => ReceivedMessages.Channels.All(channel =>
        receivers.By(channel) is var all && !raised.Except(all.Select(message => message.Alert)).Any()
        && all.Any(message => message.Code == Lasting));

    static async Task<string> RaiseAsync(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync(new Uri("api/alerts/test", UriKind.Relative), new { severity = "P1" });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("id").GetString()!;
    }
}
