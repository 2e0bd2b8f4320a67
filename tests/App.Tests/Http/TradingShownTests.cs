using Orchestrations.App.Engines;
using Orchestrations.App.Paper;
using Orchestrations.App.Positions;
using Orchestrations.App.Risk;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Statistics;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Market;

namespace Orchestrations.App.Tests.Http;

/// <summary>What the reading API says about trading, with the whole app behind it and amounts worked out by hand.</summary>
public class TradingShownTests
{
    static readonly PaperExchangeOptions Flat = new() { HalfSpreadBasisPoints = 0m, ImpactBasisPointsPerMillion = 0m };

    [Fact]
    public async Task Statistics_OverThreeDays_ShowCurvePeakAndDrawdownByHand()
    {
        await using var world = new HistoryWorld();
        world.Bring(PortfolioEngine.Core, 1m, "BTC");
        Watch(world, 1, 50_000m);
        Watch(world, 2, 60_000m);
        world.Bring(PortfolioEngine.Core, 12_000m);
        Watch(world, 3, 48_000m);
        var triggers = world.Get<StatisticsTriggers>();

        var all = world.Say(request => triggers.StatisticsGet(request, Bench.None)).As<StatisticsAnswer>();

        // +20 % on the second day; on the third 12,000 came in and 12,000 of 72,000 were lost.
        Assert.Equal([(50_000m, 0m), (60_000m, 0m), (60_000m, 12_000m)], all.Days.Select(d => (d.Equity, d.Flow)));
        Assert.Equal([0m, 0.2m, -1m / 6m], all.Days.Select(d => Math.Round(d.Return, 20) == Math.Round(-1m / 6m, 20) ? -1m / 6m : d.Return));
        Assert.Equal([50_000m, 60_000m, 72_000m], all.Days.Select(d => Math.Round(d.Peak, 8)));
        Assert.Equal(16.66666667m, Math.Round(all.MaxDrawdownPercent, 8));
        Assert.Equal((0m, 12_000m, -2_000m), (Math.Round(all.Return, 20), all.Flow, all.Profit));
        Assert.Equal([true, true, false], all.Days.Select(d => d.Over));
        Assert.Equal([0.10m, 0.15m, 0.20m, 0.25m], all.Levels.Select(l => l.Drawdown));
        // Returns 0, 0.2, -1/6: mean 1/90, deviation 0.183585.
        Assert.Equal(1.1563, all.Sharpe!.Value, 4);
        Assert.NotNull(all.Sortino);
        Assert.NotNull(all.Calmar);
    }

    [Fact]
    public async Task Statistics_OfARangeByPages_KeepTheFiguresOfTheRange()
    {
        await using var world = new HistoryWorld();
        world.Bring(PortfolioEngine.Core, 1m, "BTC");
        foreach (var (day, price) in ((int, decimal)[])[(1, 50_000m), (2, 55_000m), (3, 44_000m), (4, 66_000m)])
            Watch(world, day, price);
        var triggers = world.Get<StatisticsTriggers>();
        StatisticsAnswer Ask(string query) =>
            world.Say(request => triggers.StatisticsGet(request, Bench.None), query: query).As<StatisticsAnswer>();

        var first = Ask("?from=2024-01-16&to=2024-01-17&top=1");
        var second = Ask("?from=2024-01-16&to=2024-01-17&top=1&after=2024-01-16");

        Assert.Equal((new DateOnly(2024, 1, 16), new DateOnly(2024, 1, 17)), (first.From!.Value, first.To!.Value));
        Assert.Equal([new DateOnly(2024, 1, 16)], first.Days.Select(d => d.Day));
        Assert.Equal(new DateOnly(2024, 1, 16), first.Next);
        Assert.Equal([new DateOnly(2024, 1, 17)], second.Days.Select(d => d.Day));
        Assert.Null(second.Next);
        // 50,000 to 44,000 over the range: -12 %.
        Assert.Equal((-0.12m, -0.12m, 20m), (first.Return, second.Return, second.MaxDrawdownPercent));
        Assert.Empty(Ask("?from=2025-01-01").Days);
    }

    [Theory]
    [InlineData("?from=yesterday")]
    [InlineData("?from=2024-02-01&to=2024-01-01")]
    [InlineData("?after=20240101")]
    [InlineData("?top=0")]
    public async Task Statistics_AskedForWrongly_AreRefused(string query)
    {
        await using var world = new HistoryWorld();

        var answer = world.Say(request => world.Get<StatisticsTriggers>().StatisticsGet(request, Bench.None), query: query);

        Assert.Equal((400, "ORC-HTTP-004"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Engines_AfterAFundingEntry_ShowCapitalValueFeesAndCosts()
    {
        await using var world = new HistoryWorld(Flat, new Dictionary<string, string?>
        {
            ["Funding:Capital"] = "5000", ["Funding:SpotShare"] = "0.5", ["Funding:Symbols"] = "BTCUSDT",
        });
        FundingCases.HighFunding(world);
        world.Cycle();
        FundingCases.Settle(world, 0.0002m);
        world.Cycle();
        world.Market.Prices["BTCUSDT"] = 51_000m;
        world.Market.Marks.Add(new Bar(
            FundingCases.Btc, world.Now, TimeSpan.FromMinutes(1), 50_000m, 51_000m, 50_000m, 51_000m, 1m));
        world.Pass(TimeSpan.FromMinutes(1));

        var answer = world.Say(request => world.Get<EngineTriggers>().EngineList(request, Bench.None)).As<EnginesAnswer>();

        Assert.Equal(["CORE", "TREND", "FUNDING", "TACTICAL"], answer.Engines.Select(e => e.Engine));
        var (core, funding, tactical) = (answer.Engines[0], answer.Engines[2], answer.Engines[3]);
        // 2,500 bought 0.05 BTC less 0.1 %: a fee of 2.5. Contract: 0.049 at 50,000, a fee of 1.3475. The settlement paid 0.49,
        // half of which went to the reserve as capital.
        Assert.Equal((5_000m - 0.245m, 0.49m, 3.8475m), (funding.Capital, funding.Funding, funding.Fees));
        Assert.Equal(0.49m - 1.3475m, funding.Realised);
        var coin = Assert.Single(funding.Assets);
        Assert.Equal((0.04995m, 2_500m, 2_500m), (coin.Quantity, coin.Fifo.Cost, coin.Average.Cost));
        // 0.04995 x 51,000 - 2,500 = 47.45; the short lost 0.049 x 1,000 = 49.
        Assert.Equal((47.45m, 47.45m - 49m), (coin.Fifo.Unrealised, funding.Unrealised));
        Assert.Equal(funding.Capital + funding.Realised + funding.Unrealised, funding.Value);
        Assert.Equal((0.245m, 0.245m, 0m), (tactical.Capital, tactical.Value, tactical.Realised));
        Assert.Equal(0m, core.Realised + core.Unrealised);
    }

    [Fact]
    public async Task Positions_OfAHedge_ShowLegsAndDrift()
    {
        await using var world = new HistoryWorld(Flat, new Dictionary<string, string?>
        {
            ["Funding:Capital"] = "5000", ["Funding:SpotShare"] = "0.5", ["Funding:Symbols"] = "BTCUSDT",
        });
        FundingCases.HighFunding(world);
        world.Cycle();
        world.Pass(TimeSpan.FromHours(3));

        var answer = world.Say(request => world.Get<PositionTriggers>().PositionList(request, Bench.None)).As<PositionsAnswer>();

        var hedge = Assert.Single(answer.Hedges);
        Assert.Equal(("BTCUSDT", 0.04995m, 0.049m, 2m), (hedge.Symbol, hedge.Spot, hedge.Short, hedge.MaxDriftPercent));
        // 0.00095 of 0.04995.
        Assert.Equal(1.9019m, Math.Round(hedge.DriftPercent, 4));
        Assert.InRange(hedge.Age!.Value, TimeSpan.FromHours(3), TimeSpan.FromHours(4));
        var contract = Assert.Single(answer.Contracts);
        Assert.Equal(("FUNDING", "Short", 0.049m, 0.049m), (contract.Engine, contract.Side, contract.Size, contract.Booked));
        var spot = Assert.Single(answer.Spot);
        Assert.Equal(("FUNDING", "BTC", 0.04995m), (spot.Engine, spot.Asset, spot.Quantity));
        Assert.InRange(spot.Age!.Value, TimeSpan.FromHours(3), TimeSpan.FromHours(4));
        Assert.Empty(answer.Stops);
    }

    [Fact]
    public async Task Positions_OfATrendTrade_ShowTheStopAndWhenItWasSeen()
    {
        await using var world = new HistoryWorld(Flat, TrendCases.Settings);
        TrendCases.Entered(world);
        PositionsAnswer Ask() =>
            world.Say(request => world.Get<PositionTriggers>().PositionList(request, Bench.None)).As<PositionsAnswer>();

        var entered = Assert.Single(Ask().Stops);
        world.Pass(TimeSpan.FromHours(4));
        world.Reconcile("reconciliation-1");
        var reconciled = Assert.Single(Ask().Stops);
        foreach (var close in (decimal[])[50_500m, 51_500m, 52_500m])
        {
            TrendCases.Day(world, close);
            world.TrendRun();
        }
        var moved = Assert.Single(Ask().Stops);
        var waiting = Assert.Single(world.Get(() => world.Paper.Perpetuals.ListOpenAsync(TrendCases.Btc, CancellationToken.None)));

        Assert.Equal(("TREND", "BTCUSDT", "Untriggered", 49_200m), (entered.Engine, entered.Symbol, entered.Status, entered.Level));
        Assert.Equal(1.6m, entered.DistancePercent);
        Assert.True(reconciled.VerifiedAt >= entered.VerifiedAt!.Value.AddHours(4));
        Assert.True(moved.Level > entered.Level);
        Assert.Equal((waiting.Order.Trigger.Value, waiting.ClientId.Value), (moved.Level, moved.ClientId));
        Assert.True(moved.VerifiedAt > reconciled.VerifiedAt);
        Assert.Equal("TREND", Assert.Single(Ask().Contracts).Engine);
    }

    [Fact]
    public async Task RiskRules_Shown_AreInOrderWithTheirLimits()
    {
        await using var world = new HistoryWorld(
            settings: new Dictionary<string, string?> { ["Risk:PriceBand"] = "0.03", ["RiskWatch:Level2"] = "0.16" });

        var answer = world.Say(request => Task.FromResult(world.Get<RiskTriggers>().RiskRules(request))).As<RiskRulesAnswer>();

        Assert.Equal(answer.Rules.OrderBy(r => r.Priority), answer.Rules);
        Assert.Equal(13, answer.Rules.Count);
        Assert.All(answer.Rules, rule => Assert.StartsWith("ORC-RISK-", rule.Code, StringComparison.Ordinal));
        Assert.Equal([new("priceBand", "0.03")], answer.Rules.Single(r => r.Name == "price-band").Limits);
        Assert.Equal("0.16", answer.Rules.Single(r => r.Name == "breaker-level").Limits[1].Value);
    }

    [Fact]
    public async Task RiskVerdicts_OfAllowedAndRefusedOrders_ArePagedAndFiltered()
    {
        await using var world = new HistoryWorld();
        world.OpenBooks();
        world.Order("order-1", Bench.Buy());
        world.Do(() => world.Stop.SwitchAsync(true, "a drill"));
        world.Order("order-2", Bench.Buy(instance: "dca-core-20240116"));
        RiskVerdictPage Ask(string query) =>
            world.Say(request => world.Get<RiskTriggers>().RiskVerdicts(request, Bench.None), query: query).As<RiskVerdictPage>();

        var all = Ask("");
        var refused = Ask("?refused=true");
        var first = Ask("?top=1");
        var second = Ask($"?top=1&before={first.Next}");

        Assert.Equal([false, true], all.Verdicts.Select(v => v.Answer.Allowed));
        Assert.Equal(("ORC-RISK-001", "BTCUSDT", 13), (
            Assert.Single(refused.Verdicts).Answer.Code, refused.Verdicts[0].Order!.Symbol, refused.Verdicts[0].Verdicts.Count));
        Assert.Equal(all.Verdicts.Select(v => v.Sequence), first.Verdicts.Concat(second.Verdicts).Select(v => v.Sequence));
        Assert.Equal("ORC-HTTP-004", world.Say(
            request => world.Get<RiskTriggers>().RiskVerdicts(request, Bench.None), query: "?refused=maybe").Code);
    }

    [Fact]
    public async Task BreakerHistory_ByPages_IsNewestFirstAndComplete()
    {
        await using var world = new HistoryWorld();
        world.Bring(PortfolioEngine.Core, 1m, "BTC");
        world.Watch(1);
        world.Market.Prices["BTCUSDT"] = 41_000m;
        world.WatchUntil(2);
        var triggers = world.Get<RiskWatchTriggers>();
        BreakerHistoryPage Ask(string query) =>
            world.Say(request => triggers.BreakerHistory(request, Bench.None), query: query).As<BreakerHistoryPage>();

        var first = Ask("?top=1");
        var second = Ask($"?top=1&before={first.Next}");

        Assert.Equal([(1, 2)], first.Changes.Select(c => (c.From, c.To)));
        Assert.Equal([(0, 1)], second.Changes.Select(c => (c.From, c.To)));
        Assert.Null(second.Next);
        var rules = world.Say(request => Task.FromResult(triggers.BreakerLevels(request))).As<BreakerRules>();
        Assert.Equal([(1, 0.75m, true), (2, 0.5m, false), (3, 0.5m, false), (4, 0.5m, false)],
            rules.Levels.Select(l => (l.Level, l.SizeFactor, l.Entries)));
        Assert.Equal(["TREND", "TACTICAL"], rules.Levels[2].Closes);
    }

    // The risk watch of a day of January 2024, at a price, at noon.
    static void Watch(HistoryWorld world, int day, decimal price)
    {
        world.Market.Prices["BTCUSDT"] = price;
        var noon = new DateTimeOffset(2024, 1, 14 + day, 12, 0, 0, TimeSpan.Zero);
        world.Pass(noon - world.Now);
        world.Watch(day);
    }
}
