using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Audit;
using Orchestrations.App.Operations;
using Orchestrations.App.Settings;
using Orchestrations.App.Tests.Histories;

namespace Orchestrations.App.Tests.Http;

/// <summary>Operations that people look at, start, stop and run now.</summary>
public class OperationsTests
{
    const string Reason = """{"reason":"a drill"}""";

    [Fact]
    public async Task List_OfANewHost_ShowsEveryOperationWithItsNextRun()
    {
        await using var world = new HistoryWorld();

        var operations = List(world);

        Assert.Equal(
            ["dca", "riskwatch", "rebalance", "tactical", "reconciliation", "funding", "trend"], operations.Select(o => o.Name));
        Assert.All(operations, operation => Assert.True(operation.Runs && operation.NextRun > world.Now));
        // It is 00:05: the timer of today has gone by.
        Assert.Equal(new DateTimeOffset(2024, 1, 16, 0, 5, 0, TimeSpan.Zero), operations[0].NextRun);
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 0, 10, 0, TimeSpan.Zero), operations[1].NextRun);
        Assert.Equal(["funding", "trend"], operations.Where(o => o.Idle is not null).Select(o => o.Name));
    }

    [Fact]
    public async Task Stop_HoldsTheTimerBackUntilItIsStartedAgainAndIsAudited()
    {
        await using var world = new HistoryWorld();
        var triggers = world.Get<OperationTriggers>();

        var stopped = Say(world, r => triggers.OperationStop(r, Client(world), "riskwatch", Bench.None)).As<OperationLine>();
        Tick(world);
        var none = List(world).Single(o => o.Name == "riskwatch").LastRuns;
        var started = Say(world, r => triggers.OperationStart(r, Client(world), "riskwatch", Bench.None)).As<OperationLine>();
        Tick(world);
        world.Pass(TimeSpan.FromMinutes(1));
        var run = Assert.Single(List(world).Single(o => o.Name == "riskwatch").LastRuns);

        Assert.Equal((false, true, "a drill"), (stopped.Runs, stopped.Configured, stopped.Reason));
        Assert.Null(stopped.NextRun);
        Assert.Empty(none);
        Assert.True(started.Runs);
        Assert.Equal(("main", "riskwatch-main", "Completed"), (run.Of, run.Id, run.Status));
        Assert.NotNull(run.Output);
        var records = world.Get(async () => await world.Get<AuditRepository>().ListAsync().ToListAsync());
        Assert.Equal(2, records.Count(record => record.Kind == "operation-riskwatch"));
    }

    [Fact]
    public async Task Switch_StandsAboveTheSetting()
    {
        await using var world = new HistoryWorld(settings: new Dictionary<string, string?> { ["Operations:Run"] = "none" });

        Assert.Equal(["dca"], List(world).Where(o => o.Runs).Select(o => o.Name));
        Say(world, r => world.Get<OperationTriggers>().OperationStart(r, Client(world), "riskwatch", Bench.None));

        var watch = List(world).Single(o => o.Name == "riskwatch");
        Assert.Equal((true, false), (watch.Runs, watch.Configured));
    }

    [Fact]
    public async Task RunNow_TwiceInOnePeriod_IsOneRun()
    {
        await using var world = new HistoryWorld();
        var triggers = world.Get<OperationTriggers>();
        OperationStarted Run() =>
            Say(world, r => triggers.OperationRunNow(r, Client(world), "rebalance", Bench.None)).As<OperationStarted>();

        var first = Run();
        world.Pass(TimeSpan.FromMinutes(5));
        var second = Run();

        Assert.Equal("rebalance-main-20240115", Assert.Single(first.Runs).Id);
        Assert.Equal(first.Runs, second.Runs);
        var runs = world.Get(async () => await Client(world)
            .GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = "rebalance-" }).ToListAsync());
        Assert.Single(runs);
        var records = world.Get(async () => await world.Get<AuditRepository>().ListAsync().ToListAsync());
        Assert.Equal(2, records.Count(record => record.Kind == "operation-run"));
    }

    [Theory]
    [InlineData("tomorrow", 404, "ORC-OPERATION-001")]
    [InlineData("funding", 409, "ORC-OPERATION-002")]
    public async Task RunNow_OfWhatCannotRun_IsRefused(string name, int status, string code)
    {
        await using var world = new HistoryWorld();

        var answer = Say(world, r => world.Get<OperationTriggers>().OperationRunNow(r, Client(world), name, Bench.None));

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("0 5 0 * * *", "2024-01-15T00:05:00Z", "2024-01-16T00:05:00Z")]
    [InlineData("*/5 * * * *", "2024-01-15T00:05:00Z", "2024-01-15T00:10:00Z")]
    [InlineData("0 0 0 31 2 *", "2024-01-15T00:05:00Z", null)]
    [InlineData("00:05:00", "2024-01-15T00:05:00Z", null)]
    [InlineData("", "2024-01-15T00:05:00Z", null)]
    public void Next_OfASchedule_IsTheOneAfterNow(string schedule, string now, string? next) => Assert.Equal(
        next is null ? null : DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture),
        OperationSchedule.Next(schedule, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0 30 */4 * * *", "04:00:00")]
    [InlineData("0 0 6,18 * * *", "12:00:00")]
    [InlineData("0 0 6 * * *", "1.00:00:00")]
    [InlineData("0 0 0 * * 1", "7.00:00:00")]
    [InlineData("04:00:00", null)]
    public void LongestGap_OfASchedule_IsTheLongestTimeBetweenTwo(string schedule, string? gap) => Assert.Equal(
        gap is null ? null : TimeSpan.Parse(gap, System.Globalization.CultureInfo.InvariantCulture), OperationSchedule.LongestGap(schedule));

    [Fact]
    public void Reconciliation_LessOftenThanEveryTwelveHours_RefusesTheStart()
    {
        var refused = Assert.Throws<SettingsException>(
            () => new HistoryWorld(settings: new Dictionary<string, string?> { ["Reconciliation:Schedule"] = "0 0 6 * * *" }));

        Assert.Equal("Reconciliation:Schedule", Assert.Single(refused.Problems).Key);
    }

    static void Tick(HistoryWorld world) =>
        world.Do(() => world.Get<App.RiskWatch.RiskWatchTriggers>().RiskWatchTimer(new TimerInfo(), Client(world), Bench.None));

    static IReadOnlyList<OperationLine> List(HistoryWorld world) =>
        world.Say(r => world.Get<OperationTriggers>().OperationList(r, Client(world), Bench.None)).As<OperationsAnswer>().Operations;

    static OverHttp.Answered Say(
        HistoryWorld world, Func<Microsoft.AspNetCore.Http.HttpRequest, Task<Microsoft.AspNetCore.Http.IResult>> serve) =>
        world.Say(serve, Reason);

    static DurableTaskClient Client(HistoryWorld world) => world.Get<DurableTaskClient>();
}
