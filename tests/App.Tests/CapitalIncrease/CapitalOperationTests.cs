using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.App.CapitalIncrease;
using Orchestrations.App.Ledger;
using Orchestrations.App.Orchestrations;
using Orchestrations.App.Orders;
using Orchestrations.App.Paper;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.CapitalIncrease;

/// <summary>Capital increases with the whole app on the real engine.</summary>
public class CapitalOperationTests
{
    const string Id = "capital-main-spring";

    [Fact]
    public async Task Increase_WithAYes_IsSharedOutOnce()
    {
        await using var world = World(1_000m);
        Start(world, new CapitalPhase(1_000m));
        world.Pass(TimeSpan.FromHours(1));
        var waiting = await StateAsync(world);
        Assert.Equal("Waiting", waiting.Stage);
        var said = Assert.Single(WaitingFor.Read((await ShownAsync(world)).SerializedCustomStatus));
        Assert.Equal((CapitalOrchestrator.EventOf(1), waiting.Deadline), (said.Name, said.Until));

        Answer(world, 1, true);
        world.Pass(TimeSpan.FromHours(1));

        Assert.Empty(WaitingFor.Read((await ShownAsync(world)).SerializedCustomStatus));
        Assert.Equal("Done", (await StateAsync(world)).Stage);
        Assert.Equal([600m, 200m, 150m, 50m], Enum.GetValues<PortfolioEngine>().Select(e => world.Holds(e, "USDT")));
    }

    [Fact]
    public async Task Increase_WithANo_BringsNothingAndEndsTheLaterPhases()
    {
        await using var world = World(1_000m);
        Start(world, new CapitalPhase(400m), new CapitalPhase(600m));
        world.Pass(TimeSpan.FromHours(1));
        Answer(world, 1, false);
        world.Pass(TimeSpan.FromDays(30));

        Assert.Equal(("Declined", 1, "Ann"), ((await StateAsync(world)).Stage, (await StateAsync(world)).Phase, (await StateAsync(world)).By));
        Assert.Equal(0m, world.Holds(PortfolioEngine.Core, "USDT"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await ShownAsync(world)).RuntimeStatus);
    }

    [Fact]
    public async Task Increase_ThatNobodyAnswers_IsRemindedOfAndThenANo()
    {
        await using var world = World(1_000m);
        Start(world, new CapitalPhase(1_000m));
        world.Pass(TimeSpan.FromDays(6.9));
        var waiting = await StateAsync(world);
        world.Pass(TimeSpan.FromDays(0.2));

        Assert.Equal(("Waiting", 3), (waiting.Stage, waiting.Reminders));
        Assert.Equal("Expired", (await StateAsync(world)).Stage);
        Assert.Equal(0m, world.Holds(PortfolioEngine.Core, "USDT"));
    }

    [Fact]
    public async Task Increase_WithoutTheMoney_IsDeferredUntilItIsThere()
    {
        await using var world = World(999m);
        Start(world, new CapitalPhase(1_000m));
        world.Pass(TimeSpan.FromDays(3));
        var deferred = await StateAsync(world);
        Pay(world, 1m);
        world.Pass(TimeSpan.FromDays(1.1));

        Assert.Equal(("Deferred", "money"), (deferred.Stage, Assert.Single(deferred.Missed)));
        Assert.Equal("Waiting", (await StateAsync(world)).Stage);
    }

    [Fact]
    public async Task Increase_WithTheProceedsOfASaleThatIsNotBooked_IsDeferred()
    {
        await using var world = World(1_000m);
        // Sold at the exchange: its USDT are in the account, and belong to who sold.
        var sale = Bench.Buy() with { Side = "Sell" };
        world.Do(() => world.Get<OrderRepository>().CreateAsync(new OrderRecord(
            sale, OrderRecord.IntentOf(sale).ClientId.Value, "Accepted", 0.02m, 50_000m, world.Now) { Submits = 1 }, CancellationToken.None));
        Start(world, new CapitalPhase(1_000m));
        world.Pass(TimeSpan.FromHours(1));
        Assert.Equal(("Deferred", "money"), ((await StateAsync(world)).Stage, Assert.Single((await StateAsync(world)).Missed)));
    }

    [Fact]
    public async Task Yes_ToWhatNoLongerHolds_WaitsUntilItHoldsAgain()
    {
        await using var world = World(1_000m);
        Start(world, new CapitalPhase(1_000m));
        world.Pass(TimeSpan.FromHours(1));
        world.Do(async () => await world.Get<LedgerRepository>().PostAsync("main", JournalEntries.Deposit(
            "other", PortfolioEngine.Core, new Money(500m, Asset.Usdt), Bench.Start)));
        Answer(world, 1, true);
        world.Pass(TimeSpan.FromHours(1));
        var deferred = await StateAsync(world);
        Pay(world, 500m);
        world.Pass(TimeSpan.FromDays(1));

        Assert.Equal("Deferred", deferred.Stage);
        Assert.Equal("Done", (await StateAsync(world)).Stage);
        Assert.Equal(500m + 600m, world.Holds(PortfolioEngine.Core, "USDT"));
    }

    [Fact]
    public async Task Phase_WithALaterBegin_WaitsForIt()
    {
        await using var world = World(1_000m);
        Start(world, new CapitalPhase(400m), new CapitalPhase(600m, Bench.Start.AddDays(20)));
        world.Pass(TimeSpan.FromHours(1));
        Answer(world, 1, true);
        world.Pass(TimeSpan.FromDays(19));
        var first = await StateAsync(world);
        world.Pass(TimeSpan.FromDays(2));

        Assert.Equal(("Done", 1), (first.Stage, first.Phase));
        Assert.Equal(("Waiting", 2), ((await StateAsync(world)).Stage, (await StateAsync(world)).Phase));
    }

    static async Task<OrchestrationMetadata> ShownAsync(HistoryWorld world) =>
        (await world.Get<DurableTaskClient>().GetInstanceAsync(Id, getInputsAndOutputs: true))!;

    static HistoryWorld World(decimal cash)
    {
        var world = new HistoryWorld(new PaperExchangeOptions { StartBalances = [] });
        Pay(world, cash);
        return world;
    }

    static void Pay(HistoryWorld world, decimal cash) => world.Do(() => world.Paper.DepositAsync(
        "cash-" + cash, new Money(cash, Asset.Usdt), CancellationToken.None));

    static void Start(HistoryWorld world, params CapitalPhase[] phases) => world.Do(() =>
        world.Get<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            nameof(CapitalOrchestrator), new CapitalInput("main", "spring", phases, TimeSpan.FromDays(7), TimeSpan.FromDays(2)),
            new StartOrchestrationOptions(Id)));

    static void Answer(HistoryWorld world, int phase, bool approved) => world.Do(() =>
        world.Get<DurableTaskClient>().RaiseEventAsync(
            Id, CapitalOrchestrator.EventOf(phase), new CapitalAnswer(phase, approved, "Ann", "a test"), CancellationToken.None));

    static async Task<CapitalState> StateAsync(HistoryWorld world) =>
        (await world.Get<CapitalRepository>().FindAsync("main", "spring"))!;
}
