using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Storage;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Alerts;

/// <summary>A real host in real trouble: what its health watch raises, and that it ends when the trouble does.</summary>
public sealed class WatchedHostTests : IDisposable
{
    static readonly (string Key, string Value) often = ("Health:Schedule", "*/1 * * * * *");

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-watched-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Message_ThatCannotBeHandled_IsAnAlertUntilItIsTakenAway()
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance, often);
        var sent = await host.PostAsync("admin/servicebus/kill-switch/messages", new { messageId = "broken", body = "{}" });
        Assert.True(sent.Status is 200 or 201 or 202, sent.ToString());
        await RaisedAsync(host, "ORC-HEALTH-008", "kill-switch");

        var purged = await host.SendAsync(HttpMethod.Delete, "admin/servicebus/kill-switch/deadletters", null);
        Assert.True(purged.Status is 200 or 204, purged.ToString());
        await EndedAsync(host, "ORC-HEALTH-008");
    }

    [Fact]
    public async Task Backup_ThatIsOld_IsAnAlertUntilOneIsMade()
    {
        var note = Path.Combine(folder, "last-backup");
        File.WriteAllText(note, "2020-01-01T00:00:00Z");
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance, often);
        await RaisedAsync(host, "ORC-HEALTH-012", "backup");

        File.WriteAllText(note, FormattableString.Invariant($"{WallClock.Instance.GetUtcNow():O}"));
        await EndedAsync(host, "ORC-HEALTH-012");
    }

    [Fact]
    public async Task Timer_WhoseFunctionFails_IsAnAlertUntilItRuns()
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance, often, ("Dca:Schedule", "*/1 * * * * *"));
        // Whether it may trade cannot be read: it must not.
        await SpoilAsync(host, "switches", "operation-dca");
        await RaisedAsync(host, "ORC-HEALTH-011", "DcaTimer");

        await TakeAwayAsync(host, "switches", "operation-dca");
        await EndedAsync(host, "ORC-HEALTH-011");
    }

    [Fact]
    public async Task Item_ThatCannotBeRead_IsAnAlertUntilItIsGoneAndStopsNoTimer()
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance, often, ("Alerts:Schedule", "*/1 * * * * *"));
        await SpoilAsync(host, "alerts", "due-0");
        await RaisedAsync(host, "ORC-HEALTH-018", "alerts/due-0");
        var open = await host.GetAsync("api/alerts?state=open&top=500");
        Assert.DoesNotContain(open.Json.GetProperty("alerts").EnumerateArray(), one => one.GetProperty("code").GetString() == "ORC-HEALTH-011");

        await TakeAwayAsync(host, "alerts", "due-0");
        await EndedAsync(host, "ORC-HEALTH-018");
    }

    [Theory]
    [InlineData("api/emergency-stop", "ORC-KILL-002")]
    [InlineData("api/kill-switch", "ORC-KILL-001")]
    public async Task Trading_StoppedByAPerson_IsAnAlertUntilItGoesOn(string path, string code)
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance, ("Health:Schedule", "0 0 0 1 1 *"));
        Assert.InRange((await host.PostAsync(path, new { reason = "a drill" })).Status, 200, 202);
        await RaisedAsync(host, code, "");

        Assert.Equal(200, (await host.DeleteAsync(path, new { reason = "the drill is over" })).Status);
        await EndedAsync(host, code);
    }

    [Fact]
    public async Task Limits_ThatAreCrossed_AreAlertsUntilTheNextStartWithOthers()
    {
        string[] codes = ["ORC-HEALTH-006", "ORC-HEALTH-015", "ORC-HEALTH-016"];
        var tomorrow = FormattableString.Invariant($"{WallClock.Instance.GetUtcNow().AddDays(2):yyyy-MM-dd}");
        await using (var host = await ServedHost.StartAsync(
            folder, WallClock.Instance, often, ("Health:LeastFreeMegabytes", "2000000000"), ("Health:LeastCash", "1000000"),
            ("Health:KeysExpireOn", tomorrow)))
            foreach (var code in codes)
                await RaisedAsync(host, code, "");

        await using var mended = await ServedHost.StartAsync(folder, WallClock.Instance, often);
        foreach (var code in codes)
            await EndedAsync(mended, code);
    }

    [Fact]
    public async Task Orchestration_ThatFails_IsAnAlert()
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance, often);
        await host.PostAsync("runtime/webhooks/durabletask/orchestrators/HealthOrchestrator/broken-1");
        await RaisedAsync(host, "ORC-HEALTH-014", "broken-1");
    }

    [Fact]
    public async Task Host_ThatWasDownOrStandsStill_TellsOfMissedTimersAndOfWhatIsStuck()
    {
        var release = new TaskCompletionSource();
        await using var receiver = await ReceivedWebhooks.StartAsync();
        receiver.Answer = (_, _) => release.Task;
        var time = new ShiftedTime();
        (string, string)[] settings =
        [
            often, ("Alerts:Timeout", "00:02:00"), ("Health:MostBackupAge", "00:00:00"), ("Alerts:Routes:Medium", "none"),
            .. receiver.Settings.Select(setting => setting.Split('=', 2)).Select(pair => (pair[0], pair[1])),
        ];
        await using var host = await ServedHost.StartAsync(folder, time, settings);
        await host.PostAsync("api/alerts/test", new { severity = "P1" });
        for (var tries = 0; receiver.All.Count == 0; tries++)
        {
            Assert.True(tries < 600, "The receiver was not asked.");
            await WallClock.PauseAsync(20);
        }

        // A machine that slept: two hours are gone, and the activity still waits for its answer.
        time.Shift += TimeSpan.FromHours(2);
        await RaisedAsync(host, "ORC-HEALTH-010", "Timer");
        await RaisedAsync(host, "ORC-HEALTH-009", "alert-");

        release.SetResult();
        await EndedAsync(host, "ORC-HEALTH-009");
    }

    static async Task SpoilAsync(ServedHost host, string partition, string id) => Assert.IsType<StoreResult.Committed>(
        await host.App.Services.GetRequiredService<IStore>().WriteAsync(
            partition, [new StoreOperation.Create(id, """{"number":"none","runs":"perhaps"}""")], CancellationToken.None));

    static async Task TakeAwayAsync(ServedHost host, string partition, string id)
    {
        var store = host.App.Services.GetRequiredService<IStore>();
        var item = (await store.GetAsync(new StoreKey(partition, id), CancellationToken.None))!;
        await store.WriteAsync(partition, [new StoreOperation.Delete(id, item.ETag)], CancellationToken.None);
    }

    static Task<ServedHost.Answer> RaisedAsync(ServedHost host, string code, string subject) => host.UntilAsync(
        "api/alerts?state=open&top=500", answer => answer.Json.GetProperty("alerts").EnumerateArray().Any(alert =>
            alert.GetProperty("code").GetString() == code
            && alert.GetProperty("subject").GetString()!.Contains(subject, StringComparison.Ordinal)));

    static async Task EndedAsync(ServedHost host, string code)
    {
        await host.UntilAsync(
            "api/alerts?top=500&state=open,acknowledged", answer => answer.Json.GetProperty("alerts").EnumerateArray()
                .All(alert => alert.GetProperty("code").GetString() != code));
        var over = await host.GetAsync("api/alerts?state=resolved&top=500");
        Assert.Contains(over.Json.GetProperty("alerts").EnumerateArray(), alert => alert.GetProperty("code").GetString() == code);
    }

    /// <summary>The machine's clock, as much ahead as a test puts it; what waits, waits as long as it would.</summary>
    sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => WallClock.Instance.GetUtcNow() + Shift;
    }
}
