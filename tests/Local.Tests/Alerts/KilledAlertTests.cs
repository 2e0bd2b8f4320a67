using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrations.Local.Tests.Crash;
using Orchestrations.TestKit;
using Xunit.Abstractions;

namespace Orchestrations.Local.Tests.Alerts;

/// <summary>
/// A host that is killed while it raises and sends alerts: every alert that was acknowledged to a caller is sent by a later one,
/// and none under two ids. A message that was in flight when the host died may come twice, under its one id.
/// </summary>
public sealed class KilledAlertTests(ITestOutputHelper output)
{
    const int Kills = 3;
    const int AlertsEachTime = 4;
    static readonly TimeSpan bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Alerts_OfKilledHosts_AreAllSentAndNoneUnderTwoIds()
    {
        var folder = Directory.CreateTempSubdirectory("orchestrations-alerts-").FullName;
        await using var receiver = await ReceivedWebhooks.StartAsync();
        // Slow enough that kills fall into the middle of sending.
        receiver.Answer = async (_, _) => await WallClock.PauseAsync(60);
        string[] settings = [.. receiver.Settings, "Health:Schedule=0 0 0 1 1 *", "Alerts:PerMinute=1000", "Alerts:Escalations=0"];
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
                await WallClock.PauseAsync(random.Next(0, 400));
                host.Kill();
            }

            using var last = ServeProcess.Start(folder, settings);
            await last.ReadyAsync();
            var waited = Stopwatch.StartNew();
            while (raised.Except(Received(receiver)).Any() && waited.Elapsed < bound)
                await WallClock.PauseAsync(100);

            output.WriteLine(FormattableString.Invariant(
                $"{Kills} kills, {raised.Count} alerts, {receiver.All.Count} messages, {receiver.All.Count - raised.Count} of them again"));
            Assert.Equal(Kills * AlertsEachTime, raised.Distinct().Count());
            Assert.Empty(raised.Except(Received(receiver)));
            // Twice only under one id, which receivers take once; and never more often than hosts died.
            Assert.Equal(raised.Order(), receiver.All.Select(message => message.Id).Distinct().Select(AlertOf).Order());
            Assert.All(receiver.All.CountBy(message => message.Id), message => Assert.InRange(message.Value, 1, 1 + Kills));
            Assert.Equal(0, receiver.Forged);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static IEnumerable<string> Received(ReceivedWebhooks receiver) => receiver.All.Select(message => AlertOf(message.Id));

    static string AlertOf(string messageId) => messageId[..messageId.IndexOf("-raised", StringComparison.Ordinal)];

    static async Task<string> RaiseAsync(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync(new Uri("api/alerts/test", UriKind.Relative), new { severity = "P1" });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("id").GetString()!;
    }
}
