using Microsoft.DurableTask.Client;
using Orchestrations.App.KillSwitch;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Ledger;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.ServiceBus.Listening;

namespace Orchestrations.App.Tests.KillSwitch;

public class KillSwitchTests
{
    const string Queue = "kill-switch";

    [Fact]
    public async Task Pull_WithAMessage_RefusesEntriesAndSellsEverything()
    {
        await using var world = new HistoryWorld();
        world.Bring(PortfolioEngine.Core, 0.01m, "BTC");
        world.Bring(PortfolioEngine.Tactical, 0.2m, "ETH");
        world.Do(() => world.Get<ServiceBusListeners>().StartAsync(CancellationToken.None));
        world.Do(() => world.Get<MessageBroker>().SendAsync(
            Queue, new BusMessage("m1", """{"reason":"gone wrong","flatten":true}"""), CancellationToken.None));
        world.Pass(TimeSpan.FromMinutes(5));

        var run = (await world.Get<DurableTaskClient>().GetInstanceAsync("kill-main-1", getInputsAndOutputs: true))!;
        var result = run.ReadOutputAs<KillSwitchResult>()!;

        Assert.Equal(["TREND", "FUNDING", "TACTICAL", "CORE"], result.Closed.Select(c => c.Engine));
        Assert.All(result.Closed.SelectMany(c => c.Lines), line => Assert.Equal("Filled", line.Status));
        Assert.Equal((0m, 0m), (world.Holds(PortfolioEngine.Core, "BTC"), world.Holds(PortfolioEngine.Tactical, "ETH")));
        Assert.Equal("ORC-RISK-001", world.Order("order-1", Bench.Buy(20m)).Code);
    }

    [Theory]
    [InlineData("{}", "ORC-HTTP-001")]
    [InlineData("""{"reason":" "}""", "ORC-RISK-010")]
    [InlineData("""{"reason":"x","sell":true}""", "ORC-HTTP-003")]
    public async Task Pull_WithAMessageThatIsRefused_IsADeadLetterAndPullsNothing(string body, string code)
    {
        await using var world = new HistoryWorld();
        world.Do(() => world.Get<ServiceBusListeners>().StartAsync(CancellationToken.None));
        world.Do(() => world.Get<MessageBroker>().SendAsync(Queue, new BusMessage("m1", body), CancellationToken.None));
        world.Pass(TimeSpan.FromMinutes(5));

        var dead = Assert.Single(world.Get<MessageBroker>().Peek(Queue, deadLetters: true, 0, 10, out _));
        Assert.Contains(code, dead.DeadLetter!.Description, StringComparison.Ordinal);
        Assert.False((await world.Get<KillSwitchRepository>().GetAsync()).Active);
    }

    [Fact]
    public async Task Switch_AfterARestart_StandsUntilAPersonReleasesIt()
    {
        using var bench = new Bench();
        await bench.Kill.PullAsync(false, "first");
        await bench.Kill.PullAsync(false, "again");
        var restarted = new KillSwitchRepository(bench.Store, bench.Audit, bench.Time);

        Assert.Equal((true, "first", 1), Short(await restarted.GetAsync()));
        Assert.Equal((true, "sell too", 2), Short(await restarted.PullAsync(true, "sell too")));
        Assert.Equal((true, "sell too", 2), Short(await restarted.PullAsync(false, "less")));
        Assert.Equal((false, "all is well", 3), Short(await restarted.ReleaseAsync("all is well")));
        Assert.Equal((false, "all is well", 3), Short(await restarted.ReleaseAsync("again")));
        Assert.Equal(3, await CountAsync(bench));

        static (bool, string, int) Short(KillSwitchState state) => (state.Active, state.Reason, state.Switches);
    }

    static async Task<int> CountAsync(Bench bench)
    {
        var count = 0;
        await foreach (var record in bench.Audit.ListAsync())
            count += record.Kind == "kill-switch" ? 1 : 0;
        return count;
    }
}
