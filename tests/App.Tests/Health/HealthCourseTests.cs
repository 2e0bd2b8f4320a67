using Orchestrations.App.Health;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Assets;

namespace Orchestrations.App.Tests.Health;

/// <summary>Every check of the health watch goes its whole way: well, wrong, an alert that is told, well again, told to be over.</summary>
public class HealthCourseTests
{
    sealed record Course(string Code, string Severity, Action<HistoryWorld> Break, Action<HistoryWorld> Mend);

    static readonly Dictionary<string, Course> courses = new()
    {
        ["engine"] = new("ORC-HEALTH-002", "P0", w => Say(w, r => r with { EngineWorks = false }), w => Say(w, r => r with { EngineWorks = true })),
        ["prices"] = new("ORC-HEALTH-003", "P1", w => w.Market.HasPrices = false, w => w.Market.HasPrices = true),
        ["exchange"] = new("ORC-HEALTH-004", "P1", w => w.Exchange.IsDown = true, w => w.Exchange.IsDown = false),
        ["clock ahead"] = new("ORC-HEALTH-005", "P1", w => w.Host.Ahead = TimeSpan.FromSeconds(1.1), w => w.Host.Ahead = TimeSpan.Zero),
        ["clock behind"] = new("ORC-HEALTH-005", "P1", w => w.Host.Ahead = TimeSpan.FromSeconds(-5.1), w => w.Host.Ahead = TimeSpan.Zero),
        ["disk"] = new("ORC-HEALTH-006", "P1", w => Say(w, r => r with { FreeBytes = 1_000_000 }), w => Say(w, r => r with { FreeBytes = 1L << 40 })),
        ["queues"] = new("ORC-HEALTH-007", "P2", w => Say(w, r => r with { Waiting = 1001 }), w => Say(w, r => r with { Waiting = 1000 })),
        ["dead letters"] = new(
            "ORC-HEALTH-008", "P1", w => Say(w, r => r with { DeadLetters = [new("kill-switch", 1)] }),
            w => Say(w, r => r with { DeadLetters = [new("kill-switch", 0)] })),
        ["stuck"] = new("ORC-HEALTH-009", "P1", w => w.Host.Stuck = [new("dca-core-1", "PlaceOrder has not ended")], w => w.Host.Stuck = []),
        ["timer"] = new(
            "ORC-HEALTH-011", "P1", w => Say(w, r => r with { Timers = [new("DcaTimer", Bench.Start, 0, true)] }),
            w => Say(w, r => r with { Timers = [new("DcaTimer", Bench.Start, 0, false)] })),
        ["backup"] = new(
            "ORC-HEALTH-012", "P2", w => Say(w, r => r with { SavedUpTo = w.Now.AddDays(-9) }), w => Say(w, r => r with { SavedUpTo = w.Now })),
        ["cash"] = new(
            "ORC-HEALTH-015", "P2", _ => { },
            w => w.Do(() => w.Paper.DepositAsync("more", new Money(1_000_000m, Asset.Usdt), CancellationToken.None))),
        ["signing"] = new("ORC-HEALTH-017", "P1", w => File.WriteAllText(w.KeyFile, "spoilt"), w => File.Delete(w.KeyFile)),
    };

    public static TheoryData<string> Names => [.. courses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Check_FromWellToWrongToWell_IsOneAlertToldAtBothEnds(string name)
    {
        var course = courses[name];
        await using var world = new HistoryWorld(settings: new Dictionary<string, string?>(AlertCases.Settings)
        {
            ["Health:LeastCash"] = name == "cash" ? "1000000" : "0",
            ["Alerts:Escalations"] = "0",
        });
        if (name != "cash")
            Assert.Empty(Look(world).Bad);

        course.Break(world);
        Assert.NotEmpty(Look(world).Bad);
        Look(world);
        var alerts = world.Alerts();
        Assert.All(alerts, alert => Assert.Equal((course.Code, course.Severity, "open"), (alert.Code, alert.Severity, alert.State)));
        Tell(world);
        Assert.Equal(alerts.Select(_ => "raised"), world.Webhook.Kinds);

        course.Mend(world);
        Assert.Empty(Look(world).Bad);
        Tell(world);
        Assert.Empty(world.Alerts());
        Assert.Equal([.. alerts.Select(_ => "raised"), .. alerts.Select(_ => "resolved")], world.Webhook.Kinds);
        Assert.Equal(
            alerts.Select(alert => alert.Id).Order(), world.Notes().Where(note => note.Code == course.Code).Select(note => note.Id).Order());
    }

    [Fact]
    public async Task Key_ThatExpires_IsToldOfTwiceAndNotEveryDay()
    {
        await using var world = new HistoryWorld(settings: new Dictionary<string, string?>(AlertCases.Settings)
        {
            ["Health:KeysExpireOn"] = "2024-02-05", ["Alerts:Escalations"] = "0",
        });
        for (var day = 0; day < 19; day++)
        {
            Look(world);
            Tell(world);
            world.Pass(TimeSpan.FromDays(1));
        }

        // Two weeks before as P2, three days before as P1: it became worse.
        Assert.Equal(["P2", "P1"], world.Webhook.Sent.Where(one => one.Notice.Kind == "raised").Select(one => one.Notice.Alerts[0].Severity));
        Assert.All(world.Webhook.Sent, one => Assert.Equal("ORC-HEALTH-016", one.Notice.Alerts[0].Code));
    }

    [Fact]
    public async Task Timer_ThatMissedRuns_IsAnAlertForEachTimeItDid()
    {
        await using var world = new HistoryWorld();
        Say(world, r => r with { Timers = [new("DcaTimer", Bench.Start, 2, false)] });
        Look(world);
        Look(world);
        Assert.Equal(("ORC-HEALTH-010", 1), Assert.Single(world.Alerts()) is var alert ? (alert.Code, alert.Occurrences) : default);

        Say(world, r => r with { Timers = [new("DcaTimer", Bench.Start, 3, false)] });
        Look(world);
        Assert.Equal(2, Assert.Single(world.Alerts()).Occurrences);
    }

    static void Say(HistoryWorld world, Func<HostReading, HostReading> change) => world.Host.Reading = change(world.Host.Reading);

    static void Tell(HistoryWorld world)
    {
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(1));
    }

    static HealthResult Look(HistoryWorld world)
    {
        world.Pass(TimeSpan.FromMinutes(5));
        var run = FormattableString.Invariant($"healthwatch-{world.Now:yyyyMMddHHmm}");
        return world.Run<HealthResult>(nameof(HealthOrchestrator), run, new HealthInput(run, []));
    }
}
