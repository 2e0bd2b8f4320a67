using Orchestrations.App.Audit;
using Orchestrations.App.Dca;
using Orchestrations.App.Storage;
using Orchestrations.App.Tests.Histories;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Orchestrations.App.Tests.Http;

/// <summary>Plans that people make, change, pause and resume over HTTP.</summary>
public class PlansTests
{
    const string New = """
        {"name":"weekly","capital":"1400","targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":0,"start":"2024-01-15T00:00:00Z"}
        """;

    const string Doubled =
        """{"capital":"2800","targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":0,"reason":"more to invest"}""";

    [Fact]
    public async Task Change_WithTheVersionSeen_HoldsFromTheNextIntervalAndIsAudited()
    {
        await using var world = new HistoryWorld();
        Make(world);
        world.Pass(TimeSpan.FromDays(2));
        var before = Get(world);

        var changed = Change(world, Doubled, before.Headers.ETag.ToString());

        var plan = changed.As<DcaPlanAnswer>();
        Assert.Equal((200, 2_800m, 150m), (changed.Status, plan.Plan.Capital, plan.Due["BTCUSDT"]));
        Assert.Equal((2, "Changed", "more to invest"), (plan.Plan.Change!.Number, plan.Plan.Change.What, plan.Plan.Change.Reason));
        Assert.NotEqual(before.As<DcaPlanAnswer>().Version, plan.Version);
        Assert.Equal($"\"{plan.Version}\"", changed.Headers.ETag.ToString());
        world.Pass(TimeSpan.FromDays(1));
        Assert.Equal(250m, Get(world).As<DcaPlanAnswer>().Due["BTCUSDT"]);
        var records = world.Get(async () => await world.Get<AuditRepository>().ListAsync().ToListAsync());
        Assert.Equal(["dca-plan-weekly-1", "dca-plan-weekly-2"], records.Where(r => r.Kind == "dca-plan").Select(r => r.Key));
    }

    [Fact]
    public async Task Change_OfAPlanThatWasChangedMeanwhile_IsRefusedWith412()
    {
        await using var world = new HistoryWorld();
        Make(world);
        var seen = Get(world).Headers.ETag.ToString();
        Change(world, Doubled, seen);

        var late = Change(world, Doubled.Replace("2800", "9999", StringComparison.Ordinal), seen);
        var weak = Change(world, Doubled, "W/" + Get(world).Headers.ETag);
        var none = Change(world, Doubled, null);
        var any = Change(world, Doubled.Replace("2800", "4200", StringComparison.Ordinal), "*");

        Assert.Equal((412, "ORC-HTTP-012"), (late.Status, late.Code));
        Assert.Equal((412, "ORC-HTTP-012"), (weak.Status, weak.Code));
        Assert.Equal((428, "ORC-HTTP-013"), (none.Status, none.Code));
        Assert.Equal((200, 4_200m), (any.Status, any.As<DcaPlanAnswer>().Plan.Capital));
    }

    [Theory]
    [InlineData("""{"capital":-1,"targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":0,"reason":"x"}""", 400, "ORC-DCA-003")]
    [InlineData("""{"capital":1,"targets":[{"symbol":"NOPEUSDT","share":0.5}],"amountPerInterval":0,"reason":"x"}""", 400, "ORC-EXCHANGE-001")]
    [InlineData("""{"capital":1,"targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":0,"reason":" "}""", 400, "ORC-RISK-010")]
    [InlineData("""{"capital":1,"targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":0}""", 400, "ORC-HTTP-001")]
    [InlineData("""{"name":"other","capital":1,"targets":[],"amountPerInterval":0,"reason":"x"}""", 400, "ORC-HTTP-003")]
    public async Task Change_ThatIsBad_IsRefusedAndChangesNothing(string body, int status, string code)
    {
        await using var world = new HistoryWorld();
        Make(world);
        var before = Get(world);

        var answer = Change(world, body, "*");

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(before.As<DcaPlanAnswer>().Version, Get(world).As<DcaPlanAnswer>().Version);
    }

    [Fact]
    public async Task Pause_ThenResume_LeavesTheIntervalsOutAndStartsNoRunMeanwhile()
    {
        await using var world = new HistoryWorld();
        Make(world);
        var (plans, client) = (world.Get<DcaPlanTriggers>(), world.Get<DurableTaskClient>());

        var paused = world.Say(r => plans.DcaPausePlan(r, "weekly", Bench.None), """{"reason":"a holiday"}""");
        world.Pass(TimeSpan.FromDays(10));
        var run = world.Say(r => world.Get<DcaTriggers>().DcaStartRun(r, client, "weekly", Bench.None));
        var due = world.Get(() => world.Get<DcaRuns>().StartAllAsync(client, world.Now));
        var resumed = world.Say(r => plans.DcaResumePlan(r, "weekly", Bench.None), """{"reason":"back again"}""");
        var started = world.Say(r => world.Get<DcaTriggers>().DcaStartRun(r, client, "weekly", Bench.None));

        Assert.Equal("a holiday", paused.As<DcaPlanAnswer>().Plan.Pause!.Reason);
        Assert.Equal((409, "ORC-DCA-010"), (run.Status, run.Code));
        Assert.Empty(due);
        Assert.Null(resumed.As<DcaPlanAnswer>().Plan.Pause);
        Assert.Equal(50m, resumed.As<DcaPlanAnswer>().Due["BTCUSDT"]);
        Assert.Equal((202, "dca-weekly-20240125"), (started.Status, started.As<DcaRunStarted>().Id));
        Assert.Equal("Resumed", Get(world).As<DcaPlanAnswer>().Plan.Change!.What);
    }

    [Fact]
    public async Task Pause_WithAnOldVersion_IsRefusedAndWithoutOneIsTaken()
    {
        await using var world = new HistoryWorld();
        Make(world);
        var triggers = world.Get<DcaPlanTriggers>();

        var old = world.Say(
            r => triggers.DcaPausePlan(r, "weekly", Bench.None), """{"reason":"x"}""", headers: ("If-Match", "\"not-this\""));
        var twice = Enumerable.Range(0, 2)
            .Select(_ => world.Say(r => triggers.DcaPausePlan(r, "weekly", Bench.None), """{"reason":"x"}""").As<DcaPlanAnswer>().Version)
            .ToList();
        var unknown = world.Say(r => triggers.DcaPausePlan(r, "none", Bench.None), """{"reason":"x"}""");

        Assert.Equal((412, "ORC-HTTP-012"), (old.Status, old.Code));
        Assert.Single(twice.Distinct());
        Assert.Equal((404, "ORC-DCA-005"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task Change_WhoseRecordWasLost_IsRecordedByTheNextLookOfTheTimer()
    {
        await using var world = new HistoryWorld();
        var item = DcaPlanItem.From(Bench.Plan()) with { Change = new DcaChangeItem(1, "Created", world.Now, null) };
        // As a crash leaves it: the plan is there, its record is not.
        world.Do(() => world.Get<IStore>().WriteAsync(
            "dca-plans", [new StoreOperation.Create("core", StoreJson.Write(item))], Bench.None));

        world.Do(() => world.Get<DcaTriggers>().DcaTimer(new TimerInfo(), world.Get<DurableTaskClient>(), Bench.None));

        var records = world.Get(async () => await world.Get<AuditRepository>().ListAsync().ToListAsync());
        Assert.Contains(records, record => record.Key == "dca-plan-core-1");
    }

    static void Make(HistoryWorld world) =>
        Assert.Equal(201, world.Say(r => world.Get<DcaPlanTriggers>().DcaCreatePlan(r, Bench.None), New).Status);

    static OverHttp.Answered Get(HistoryWorld world) =>
        world.Say(r => world.Get<DcaPlanTriggers>().DcaGetPlan(r, "weekly", Bench.None));

    static OverHttp.Answered Change(HistoryWorld world, string body, string? version) => world.Say(
        r => world.Get<DcaPlanTriggers>().DcaChangePlan(r, "weekly", Bench.None), body,
        headers: version is null ? [] : [("If-Match", version)]);
}
