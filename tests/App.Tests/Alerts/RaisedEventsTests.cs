using Orchestrations.App.Alerts;
using Orchestrations.App.Paper;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>Events of operations raise the alerts that docs/reference/events.md says; the whole app on the real engine.</summary>
public class RaisedEventsTests
{
    static readonly PaperExchangeOptions flat = new() { HalfSpreadBasisPoints = 0m, ImpactBasisPointsPerMillion = 0m };

    [Fact]
    public async Task Breaker_AtEachLevel_IsAnAlertUntilItStandsBelow()
    {
        await using var world = new HistoryWorld();
        world.Bring(PortfolioEngine.Core, 0.1m, "BTC");
        world.Watch(1);
        foreach (var (price, level, severity) in ((decimal, int, string)[])
            [(44_500m, 1, "P2"), (42_000m, 2, "P1"), (39_500m, 3, "P0"), (36_000m, 4, "P0")])
        {
            world.Market.Prices["BTCUSDT"] = price;
            world.WatchUntil(level, 100 * level);
            var newest = world.Alerts()[0];
            Assert.Equal(("ORC-BREAKER-002", severity, $"breaker-main-{level}"), (newest.Code, newest.Severity, newest.About));
        }
        Assert.Equal(4, world.Alerts().Count);
    }

    [Fact]
    public async Task Order_Rejected_IsAnAlert()
    {
        await using var world = new HistoryWorld();
        world.OpenBooks();
        world.Exchange.Submits = new Dictionary<int, SubmitTrouble> { [1] = SubmitTrouble.Rejected };
        world.Order("order-1", Bench.Buy());

        Assert.Equal(("ORC-ORDER-009", "P2"), Only(world));
    }

    [Fact]
    public async Task Order_WithoutAKnownEnd_IsAnAlertUntilItIsKnown()
    {
        await using var world = new HistoryWorld();
        world.OpenBooks();
        world.Exchange.IsSilent = true;
        world.Order("order-1", Bench.Buy());
        Assert.Equal(("ORC-ORDER-007", "P1"), Only(world));

        world.Exchange.IsSilent = false;
        world.Reconcile("reconciliation-1");
        Assert.Empty(world.Alerts());
    }

    [Fact]
    public async Task Balance_TooLowForItsOrders_IsOneAlertADay()
    {
        await using var world = new HistoryWorld();
        world.OpenBooks();
        world.Bring(PortfolioEngine.Core, 100m, "ETH");
        Assert.Equal("ORC-RISK-005", world.Order("order-1", Bench.Buy(12_000m)).Code);
        Assert.Equal("ORC-RISK-005", world.Order("order-2", Bench.Buy(12_000m, instance: "dca-core-20240116")).Code);

        Assert.Equal(("ORC-RISK-005", "P2"), Only(world));
        Assert.Equal(2, world.Alerts()[0].Occurrences);
    }

    [Fact]
    public async Task Hedge_EnteredPaidAndLeft_IsNoted()
    {
        await using var world = new HistoryWorld(flat, HistoryCases.Settings);
        FundingCases.Entered(world);
        FundingCases.Settle(world, 0.0002m);
        world.Cycle();
        FundingCases.Settle(world, -0.0001m);
        world.Cycle();

        Assert.Equal(["ORC-FUNDING-013", "ORC-FUNDING-015", "ORC-FUNDING-014"], Noted(world));
    }

    [Fact]
    public async Task Leg_ThatStandsAloneForLong_IsAnAlert()
    {
        await using var world = new HistoryWorld(flat, HistoryCases.Settings);
        FundingCases.HighFunding(world);
        world.Contracts.IsSilent = true;
        world.Cycle();

        Assert.Contains(world.Alerts(), alert => alert is { Code: "ORC-FUNDING-010", Severity: "P2" });
        Assert.Contains(world.Alerts(), alert => alert is { Code: "ORC-FUNDING-011", Severity: "P0" });
    }

    [Fact]
    public async Task Trade_OpenedAndLeft_IsNoted()
    {
        await using var world = new HistoryWorld(flat, TrendCases.Settings);
        TrendCases.Exited(world);

        Assert.Empty(world.Alerts());
        Assert.Equal(["ORC-TREND-011", "ORC-TREND-012", "ORC-TREND-013"], Noted(world).Order());
    }

    [Fact]
    public async Task Reserve_DeployedAndReturned_IsNoted()
    {
        await using var world = new HistoryWorld();
        OperationCases.All["TacticalOrchestrator.exits"](world);

        Assert.Equal(["ORC-TACTICAL-003", "ORC-TACTICAL-004"], Noted(world).Distinct());
    }

    static (string Code, string Severity) Only(HistoryWorld world) =>
        Assert.Single(world.Alerts()) is var alert ? (alert.Code, alert.Severity) : default;

    // The oldest first.
    static IEnumerable<string> Noted(HistoryWorld world) =>
        world.Notes().Where(note => note.State == AlertStates.Noted).Reverse().Select(note => note.Code);
}
