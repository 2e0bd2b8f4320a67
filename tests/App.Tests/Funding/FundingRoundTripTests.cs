using Orchestrations.App.Paper;
using Orchestrations.App.Risk;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Funding;

/// <summary>Whole funding cycles on the real engine, with amounts worked out by hand.</summary>
public sealed class FundingRoundTripTests
{
    static readonly PaperExchangeOptions Flat = new() { HalfSpreadBasisPoints = 0m, ImpactBasisPointsPerMillion = 0m };

    static readonly Dictionary<string, string?> Settings = new()
    {
        ["Funding:Capital"] = "5000", ["Funding:SpotShare"] = "0.5", ["Funding:Symbols"] = "BTCUSDT",
    };

    [Fact]
    public async Task RoundTrip_OfThreeSettlements_IsBookedToTheLastDecimal()
    {
        await using var world = new HistoryWorld(Flat, Settings);
        FundingCases.HighFunding(world);

        // Spot: 5,000 × 0.5 = 2,500 USDT buy 0.05 BTC, less 0.1 % = 0.04995. Contract: 0.049 (lots of 0.001) at 50,000,
        // fee 2,450 × 0.055 % = 1.3475.
        var (entered, _) = world.Cycle();
        Assert.Equal(("Hedged", 0.04995m, 0.049m), (entered.Outcome, entered.Spot, entered.Short));
        Assert.Equal(5_000m - 2_500m - 1.3475m, Cash(world, PortfolioEngine.Funding));

        // 0.049 × 50,000 = 2,450 short: 0.49, 0.735, 0.245 received; half of each goes to the reserve.
        foreach (var (rate, income) in ((decimal, decimal)[])[(0.0002m, 0.49m), (0.0003m, 1.225m), (0.0001m, 1.47m)])
        {
            FundingCases.Settle(world, rate);
            Assert.Equal("Hold", world.Cycle().Result.Action);
            Assert.Equal(-income, world.Booked(PortfolioEngine.Funding, AccountKind.Funding, "USDT"));
            Assert.Equal(income / 2m, Cash(world, PortfolioEngine.Tactical));
        }
        Assert.Equal(2_499.3875m, Cash(world, PortfolioEngine.Funding));

        // The price rises to 52,000 and the rate turns. Contract: 0.049 × −2,000 = −98, fee 0.049 × 52,000 × 0.055 % = 1.4014.
        // Spot: 0.04995 × 52,000 = 2,597.4, fee 2.5974. The settlement of the way: 0.049 × 50,000 × −0.0001 = −0.245.
        world.Market.Prices["BTCUSDT"] = 52_000m;
        FundingCases.Settle(world, -0.0001m);
        var (left, _) = world.Cycle();
        Assert.Equal(("Exit", "Flat", 0m, 0m), (left.Action, left.Outcome, left.Spot, left.Short));
        Assert.Equal(2_499.3875m - 0.245m - 98m - 1.4014m + 2_597.4m - 2.5974m, Cash(world, PortfolioEngine.Funding));
        Assert.Equal(4_994.5437m, Cash(world, PortfolioEngine.Funding));
        Assert.Equal(98m, world.Booked(PortfolioEngine.Funding, AccountKind.Trading, "USDT") + 2_597.4m - 2_500m);
        Assert.Equal(0m, world.Booked(PortfolioEngine.Funding, AccountKind.Contracts, "BTCUSDTPERP"));
        AssertAgrees(world);
        // In all it lost 4.7213, so the pair is left alone for a day.
        Assert.NotNull(LastLoss(world));
        FundingCases.Settle(world, 0.0002m);
        FundingCases.Settle(world, 0.0002m);
        var (again, _) = world.Cycle();
        Assert.Equal(("Enter", "NotEntered"), (again.Action, again.Outcome));
        Assert.Contains("ORC-RISK-011", again.Reason, StringComparison.Ordinal);
        FundingCases.Settle(world, 0.0002m);
        Assert.Equal("Hedged", world.Cycle().Result.Outcome);
    }

    [Fact]
    public async Task RoundTrip_ThatEarnsMoreThanItsFees_IsNoLoss()
    {
        await using var world = new HistoryWorld(Flat, Settings);
        FundingCases.HighFunding(world);
        world.Cycle();
        foreach (var rate in (decimal[])[0.003m, 0.003m, -0.0001m])
        {
            FundingCases.Settle(world, rate);
            world.Cycle();
        }
        Assert.Equal(0m, world.Booked(PortfolioEngine.Funding, AccountKind.Contracts, "BTCUSDTPERP"));
        Assert.Null(LastLoss(world));
    }

    [Fact]
    public async Task Hedge_ClosedByTheBreakerAtALoss_IsNotedByTheNextCycle()
    {
        await using var world = new HistoryWorld(Flat, Settings);
        FundingCases.Closed(world);
        FundingCases.Settle(world, 0.00001m);
        world.Cycle();
        Assert.NotNull(LastLoss(world));
    }

    [Fact]
    public async Task Cycle_WhoseContractLegIsRefused_SellsTheSpotAgainWithinTheBound()
    {
        await using var world = new HistoryWorld(Flat, Settings);
        FundingCases.HighFunding(world);
        world.Contracts.RefusesToOpen = true;
        var (result, _) = world.Cycle();
        Assert.Equal(("NotEntered", 0m, 0m), (result.Outcome, result.Spot, result.Short));
        Assert.InRange(result.Naked, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        // Bought for 2,500, less 0.1 % of the coins, sold, less 0.1 % of the proceeds.
        Assert.Equal(5_000m - 2_500m + 2_497.5m - 2.4975m, Cash(world, PortfolioEngine.Funding));
        Assert.Equal(["ORC-FUNDING-012", "ORC-ORDER-009"], world.Alerts().Select(alert => alert.Code).Order());
        AssertAgrees(world);

        world.Contracts.RefusesToOpen = false;
        FundingCases.Settle(world, 0.0002m);
        Assert.Equal("Hedged", world.Cycle().Result.Outcome);
    }

    [Fact]
    public async Task Cycle_AfterAForcedReduction_HedgesAgainAndTheReductionIsAnAlert()
    {
        await using var world = new HistoryWorld(Flat, Settings);
        FundingCases.HighFunding(world);
        world.Cycle();
        world.Do(() => world.Paper.Perpetuals.DeleverageAsync(
            "1", FundingCases.Btc, new Quantity(0.02m, FundingCases.Btc.Base), CancellationToken.None));
        FundingCases.Settle(world, 0.0002m);
        var (result, _) = world.Cycle();
        Assert.Equal(("Repair", "Hedged", 0.049m), (result.Action, result.Outcome, result.Short));
        Assert.Equal("ORC-CONTRACT-003", Assert.Single(world.Alerts()).Code);
        AssertAgrees(world);
    }

    [Fact]
    public async Task Cycle_WhoseContractOrderStaysUnknown_EndsWithAnAlertAndIsFinishedByTheNext()
    {
        await using var world = new HistoryWorld(Flat, Settings);
        FundingCases.HighFunding(world);
        world.Contracts.IsSilent = true;
        Assert.Equal("Naked", world.Cycle().Result.Outcome);
        Assert.Contains("ORC-FUNDING-011", world.Alerts().Select(alert => alert.Code));

        // The order was filled: the reconciliation learns it, before the exchange could forget it.
        world.Contracts.IsSilent = false;
        world.Reconcile("reconciliation-20240115T0300");
        FundingCases.Settle(world, 0.0002m);
        var (result, _) = world.Cycle();
        Assert.Equal(("Hold", "Hedged", 0.049m), (result.Action, result.Outcome, result.Short));
        AssertAgrees(world);
    }

    [Fact]
    public async Task Cycle_OfAContractAnotherEngineTrades_DoesNothing()
    {
        await using var world = new HistoryWorld(Flat, Settings);
        FundingCases.HighFunding(world);
        world.Do(() => world.Claims.ClaimAsync("main", "BTCUSDT", PortfolioEngine.Trend, world.Now, CancellationToken.None));
        var (result, _) = world.Cycle();
        Assert.Equal(("None", 0m), (result.Outcome, result.Spot));
        Assert.Contains("another engine", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cycle_WithoutTheCapitalInCore_DoesNothing()
    {
        await using var world = new HistoryWorld(Flat, new Dictionary<string, string?>(Settings) { ["Funding:Capital"] = "50000" });
        FundingCases.HighFunding(world);
        Assert.Equal("None", world.Cycle().Result.Outcome);
        Assert.Equal(0m, Cash(world, PortfolioEngine.Funding));
    }

    static void AssertAgrees(HistoryWorld world)
    {
        Assert.Empty(world.Reconcile("reconciliation-" + At(world)).Differences);
        var check = world.Get(() => world.Ledger.CheckAsync("main"));
        Assert.Empty(check.Problems);
        Assert.Empty(check.Overdrawn);
    }

    static string At(HistoryWorld world) => FormattableString.Invariant($"{world.Now:yyyyMMdd'T'HHmmss}");

    static DateTimeOffset? LastLoss(HistoryWorld world) =>
        world.Get(() => world.Get<LossMemory>().LastAsync("main", PortfolioEngine.Funding, FundingCases.Btc));

    static decimal Cash(HistoryWorld world, PortfolioEngine engine) => world.Booked(engine, AccountKind.Holdings, "USDT");
}
