using Orchestrations.App.Ledger;
using Orchestrations.Local.Simulation;

namespace Orchestrations.Simulation.Tests;

/// <summary>Trades, and the time legs stood alone, from journals written by hand.</summary>
public sealed class TradeBookTests
{
    static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    long sequence;

    [Fact]
    public void Spot_BoughtTwiceAndSold_IsOneTradeAfterFees()
    {
        var book = TradeBook.Of(
        [
            Entry(0, "fill-1", ("TACTICAL:Holdings", "BTC", 0.999m), ("TACTICAL:Holdings", "USDT", -40_000m)),
            Entry(60, "fill-2", ("TACTICAL:Holdings", "BTC", 0.999m), ("TACTICAL:Holdings", "USDT", -42_000m)),
            Entry(180, "fill-3", ("TACTICAL:Holdings", "BTC", -1.998m), ("TACTICAL:Holdings", "USDT", 90_000m)),
        ]);
        var trade = Assert.Single(book.Of("TACTICAL"));
        Assert.Equal(("BTC", 8_000m), (trade.Coin, trade.Profit));
        Assert.Equal(TimeSpan.FromMinutes(180), trade.Closed - trade.Opened);
        Assert.Equal(TimeSpan.FromMinutes(180), book.InMarket("TACTICAL", Start.AddDays(1)));
    }

    [Fact]
    public void Hedge_WithASettlement_IsOneTradeOfBothLegs()
    {
        var book = TradeBook.Of(Hedge());
        // Spot -10,000 + 10,190; contract -5 - 5.1 - 195; settlement +12.
        Assert.Equal(-3.1m, Assert.Single(book.Of("FUNDING")).Profit);
    }

    [Fact]
    public void Transfers_AndCapital_AreNoTrades()
    {
        var book = TradeBook.Of(
        [
            Entry(0, "deposit-1", ("CORE:Holdings", "USDT", 1_000m), ("CORE:External", "USDT", -1_000m)),
            Entry(1, "transfer-1", ("CORE:Holdings", "USDT", -100m), ("TREND:Holdings", "USDT", 100m)),
        ]);
        Assert.Empty(book.Of("CORE"));
        Assert.Equal(TimeSpan.Zero, book.InMarket("TREND", Start.AddDays(1)));
    }

    [Fact]
    public void Dust_LeftByRounding_DoesNotKeepATradeOpen()
    {
        var book = TradeBook.Of(
        [
            Entry(0, "fill-1", ("CORE:Holdings", "ETH", 1.00005m), ("CORE:Holdings", "USDT", -2_000m)),
            Entry(1, "fill-2", ("CORE:Holdings", "ETH", -1m), ("CORE:Holdings", "USDT", 2_100m)),
        ]);
        Assert.Equal(100m + 0.00005m * 2_100m, Assert.Single(book.Of("CORE")).Profit);
    }

    [Fact]
    public void NakedLegs_BetweenTheFillsOfTwoLegs_AreMeasured()
    {
        var naked = NakedLegs.Of(Hedge(), 0.02m, Start.AddDays(1));
        // A minute at the entry, two at the exit.
        Assert.Equal((2, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3)), (naked.Times, naked.Longest, naked.Total));
    }

    [Fact]
    public void NakedLeg_ThatIsNeverHedged_CountsToTheEnd()
    {
        var naked = NakedLegs.Of(Hedge().Take(1), 0.02m, Start.AddMinutes(30));
        Assert.Equal((1, TimeSpan.FromMinutes(30)), (naked.Times, naked.Longest));
    }

    [Fact]
    public void Legs_WithinTheDriftOrOfOtherEngines_AreNotNaked()
    {
        var naked = NakedLegs.Of(
        [
            Entry(0, "fill-1", ("FUNDING:Holdings", "BTC", 1.019m), ("FUNDING:Holdings", "USDT", -10_000m)),
            Entry(0, "contract-1", ("FUNDING:Contracts", "BTCUSDTPERP", -1m), ("FUNDING:Trading", "BTCUSDTPERP", 1m)),
            Entry(5, "contract-2", ("TREND:Contracts", "ETHUSDTPERP", 3m), ("TREND:Trading", "ETHUSDTPERP", -3m)),
        ], 0.02m, Start.AddDays(1));
        Assert.Equal(0, naked.Times);
    }

    EntryItem[] Hedge() =>
    [
        Entry(0, "fill-1", ("FUNDING:Holdings", "BTC", 1m), ("FUNDING:Holdings", "USDT", -10_000m)),
        Entry(1, "contract-1", ("FUNDING:Holdings", "USDT", -5m), ("FUNDING:Contracts", "BTCUSDTPERP", -1m)),
        Entry(480, "contract-settlement-BTCUSDT-20240101T0800", ("FUNDING:Holdings", "USDT", 12m), ("FUNDING:Funding", "USDT", -12m)),
        Entry(480, "transfer-funding-income-settlement-BTCUSDT-20240101T0800", ("FUNDING:Holdings", "USDT", -6m), ("TACTICAL:Holdings", "USDT", 6m)),
        Entry(600, "contract-2", ("FUNDING:Holdings", "USDT", -200.1m), ("FUNDING:Contracts", "BTCUSDTPERP", 1m)),
        Entry(602, "fill-2", ("FUNDING:Holdings", "BTC", -1m), ("FUNDING:Holdings", "USDT", 10_190m)),
    ];

    EntryItem Entry(int minute, string source, params (string Account, string Asset, decimal Amount)[] postings) => new(
        ++sequence, source, Start.AddMinutes(minute), "", [.. postings.Select(p => new PostingItem(p.Account, p.Asset, p.Amount))]);
}
