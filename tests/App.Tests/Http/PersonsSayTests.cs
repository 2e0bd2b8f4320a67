using Microsoft.DurableTask.Client;
using Orchestrations.App.CapitalIncrease;
using Orchestrations.App.KillSwitch;
using Orchestrations.App.Paper;
using Orchestrations.App.Problems;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Tactical;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Http;

/// <summary>What people say over HTTP: kill switch, breaker, tactical runs, capital increases, with the whole app behind it.</summary>
public class PersonsSayTests
{
    [Fact]
    public async Task KillSwitch_PulledAndReleased_AnswersWhereItStands()
    {
        await using var world = new HistoryWorld();
        var triggers = world.Get<KillSwitchTriggers>();

        var pulled = world.Say(request => triggers.KillSwitchPull(request, Client(world), Bench.None), """{"reason":"odd prices"}""");
        var again = world.Say(request => triggers.KillSwitchPull(request, Client(world), Bench.None), """{"reason":"twice"}""");
        world.Pass(TimeSpan.FromMinutes(1));
        var released = world.Say(request => triggers.KillSwitchRelease(request, Bench.None), """{"reason":"all well"}""");

        Assert.Equal((202, "kill-main-1"), (pulled.Status, ((KillSwitchAnswer)pulled.Value!).Run));
        Assert.Equal("odd prices", ((KillSwitchAnswer)again.Value!).State.Reason);
        Assert.Equal((200, false), (released.Status, ((KillSwitchAnswer)released.Value!).State.Active));
        var run = await Client(world).GetInstanceAsync("kill-main-1");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, run!.RuntimeStatus);
    }

    [Theory]
    [InlineData("""{"reason":" "}""", 400, "ORC-RISK-010")]
    [InlineData("{}", 400, "ORC-HTTP-001")]
    [InlineData("""{"reason":"x","other":1}""", 400, "ORC-HTTP-003")]
    public async Task Breaker_ReleasedWithoutAReason_IsRefused(string body, int status, string code)
    {
        await using var world = new HistoryWorld();

        var answer = world.Say(request => world.Get<RiskWatchTriggers>().BreakerRelease(request, Bench.None), body);

        Assert.Equal((status, code), (answer.Status, ((ProblemBody)answer.Value!).Code));
    }

    [Fact]
    public async Task Breaker_ReleasedWithAReason_StartsItsPeakAnew()
    {
        await using var world = new HistoryWorld();
        world.Bring(PortfolioEngine.Core, 1m, "BTC");
        world.Watch(1);
        world.Market.Prices["BTCUSDT"] = 44_000m;
        world.WatchUntil(1);

        var answer = world.Say(
            request => world.Get<RiskWatchTriggers>().BreakerRelease(request, Bench.None), """{"reason":"we hold on"}""");
        var history = world.Say(request => world.Get<RiskWatchTriggers>().BreakerHistory(request, Bench.None));

        Assert.Equal((0, 44_000m), (((BreakerStanding)answer.Value!).Level, ((BreakerStanding)answer.Value!).Peak));
        Assert.Equal("we hold on", ((BreakerHistoryPage)history.Value!).Changes[0].Reason);
    }

    [Fact]
    public async Task Tactical_AskedForTwiceInAnHour_IsOneRun()
    {
        await using var world = new HistoryWorld();
        world.Market.AllTimeHigh = 60_000m;
        var triggers = world.Get<TacticalTriggers>();

        var first = world.Say(request => triggers.TacticalStart(request, Client(world), Bench.None), """{"reason":"look"}""");
        var second = world.Say(request => triggers.TacticalStart(request, Client(world), Bench.None), """{"reason":"look"}""");

        Assert.Equal((202, "tactical-main-2024011500"), (first.Status, ((TacticalRunStarted)first.Value!).Id));
        Assert.Equal(first.Value, second.Value);
    }

    [Fact]
    public async Task CapitalIncrease_FromItsRequestToItsAnswer_IsCarriedOut()
    {
        await using var world = new HistoryWorld(new PaperExchangeOptions { StartBalances = [] });
        world.Do(() => world.Paper.DepositAsync("cash", new(1_000m, Domain.Assets.Asset.Usdt), CancellationToken.None));
        var triggers = world.Get<CapitalTriggers>();
        OverHttp.Answered Start(string body) => world.Say(request => triggers.CapitalStart(request, Client(world), Bench.None), body);
        OverHttp.Answered Give(string name, string body) =>
            world.Say(request => triggers.CapitalGiveAnswer(request, Client(world), name, Bench.None), body);

        const string yes = """{"phase":1,"approved":true,"by":"Ann","reason":"as planned"}""";
        var started = Start("""{"name":"spring","phases":[{"amount":"1000"}]}""");
        var twice = Start("""{"name":"spring","phases":[{"amount":"1000"}]}""");
        world.Pass(TimeSpan.FromMinutes(1));
        var other = Give("spring", yes.Replace("1,", "2,", StringComparison.Ordinal));
        var unknown = Give("autumn", yes);
        var given = Give("spring", yes);
        world.Pass(TimeSpan.FromMinutes(1));
        var late = Give("spring", yes);
        var shown = world.Say(request => triggers.CapitalGet(request, Client(world), "spring", Bench.None));

        Assert.Equal((202, 409, 202), (started.Status, twice.Status, given.Status));
        Assert.Equal("ORC-CAPITAL-003", ((ProblemBody)twice.Value!).Code);
        Assert.Equal((409, "ORC-CAPITAL-005"), (other.Status, ((ProblemBody)other.Value!).Code));
        Assert.Equal((404, "ORC-CAPITAL-004"), (unknown.Status, ((ProblemBody)unknown.Value!).Code));
        Assert.Equal((409, "ORC-CAPITAL-005"), (late.Status, ((ProblemBody)late.Value!).Code));
        Assert.Equal(("Done", "Ann"), (((CapitalShown)shown.Value!).State!.Stage, ((CapitalShown)shown.Value!).State!.By));
        Assert.Equal(600m, world.Holds(PortfolioEngine.Core, "USDT"));
    }

    [Theory]
    [InlineData("""{"name":"A","phases":[{"amount":1}]}""")]
    [InlineData("""{"name":"","phases":[{"amount":1}]}""")]
    [InlineData("""{"name":"a","phases":[]}""")]
    [InlineData("""{"name":"a","phases":[{"amount":0}]}""")]
    [InlineData("""{"name":"a","phases":[{"amount":-1}]}""")]
    public async Task CapitalIncrease_ThatIsBad_IsRefused(string body)
    {
        await using var world = new HistoryWorld();

        var answer = world.Say(request => world.Get<CapitalTriggers>().CapitalStart(request, Client(world), Bench.None), body);

        Assert.Equal((400, "ORC-CAPITAL-002"), (answer.Status, ((ProblemBody)answer.Value!).Code));
    }

    static DurableTaskClient Client(HistoryWorld world) => world.Get<DurableTaskClient>();
}
