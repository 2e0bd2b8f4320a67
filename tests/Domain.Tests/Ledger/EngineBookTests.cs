using FsCheck;
using FsCheck.Fluent;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.Domain.Tests.Ledger;

public class EngineBookTests
{
    static readonly Asset btc = Samples.Btc.Base;
    int number;

    [Fact]
    public void Trades_ByHand_ShowCapitalRealisedAndOpenProfit()
    {
        // 1,000 in. 0.02 BTC at 20,000 less 0.1 % in BTC: 0.01998 for 400, a fee of 0.4. Sold 0.00999 at 30,000 with a fee of
        // 0.2997: 299.4003 for units that cost 200. Left: 0.00999 BTC that cost 200, and 899.4003 in cash.
        var book = Book(
            Deposit(PortfolioEngine.Core, 1_000m),
            FillOf(OrderSide.Buy, 0.02m, 20_000m, new Money(0.00002m, btc)),
            FillOf(OrderSide.Sell, 0.00999m, 30_000m, Samples.Usdt(0.2997m)));

        Assert.Equal((1_000m, 99.4003m, 0.6997m), (book.Capital.Amount, book.Realised.Amount, book.Fees.Amount));
        Assert.Equal((0.00999m, 200m), (book.Coins["BTC"].Quantity, book.Coins["BTC"].Fifo.Cost.Amount));
        Assert.Equal(200m, book.Coins["BTC"].Average.Cost.Amount);
    }

    [Fact]
    public void Transfers_BetweenEngines_AreCapitalAndNoProfit()
    {
        var transfer = JournalEntries.Transfer("t-1", PortfolioEngine.Core, PortfolioEngine.Trend, Samples.Usdt(300m), Samples.Start);

        var (core, trend) = (Book(Deposit(PortfolioEngine.Core, 1_000m), transfer), Book(PortfolioEngine.Trend, transfer));

        Assert.Equal((700m, 0m), (core.Capital.Amount, core.Realised.Amount));
        Assert.Equal((300m, 0m), (trend.Capital.Amount, trend.Realised.Amount));
    }

    [Fact]
    public void Contracts_ByHand_SplitProfitFeesAndFunding()
    {
        // Opened for a fee of 0.55, settled for +1.2 and -0.2, closed for a profit of 10 and a fee of 0.6.
        var book = Book(
            PortfolioEngine.Trend,
            Line("1", TransactionKind.Trade, OrderSide.Buy, 0.01m, 0m, 0m, 0.55m),
            Line("2", TransactionKind.Settlement, OrderSide.Buy, 0m, 0m, 1.2m, 0m),
            Line("3", TransactionKind.Settlement, OrderSide.Buy, 0m, 0m, -0.2m, 0m),
            Line("4", TransactionKind.Trade, OrderSide.Sell, 0.01m, 10m, 0m, 0.6m));

        Assert.Equal((10m, 1m, 1.15m), (book.Contracts.Amount, book.Funding.Amount, book.Fees.Amount));
        Assert.Equal(9.85m, book.Realised.Amount);
        Assert.Empty(book.Coins);
    }

    [Fact]
    public void Coins_BroughtInWithoutAPurchase_MakeNoProfitWhenTheyAreSold()
    {
        var brought = JournalEntries.Deposit("d-btc", PortfolioEngine.Core, new Money(1m, btc), Samples.Start);

        var book = Book(brought, FillOf(OrderSide.Sell, 0.4m, 50_000m, Samples.Usdt(0m)));

        Assert.Equal((20_000m, 0m), (book.Capital.Amount, book.Realised.Amount));
        Assert.Equal((0.6m, 0.6m), (book.Coins["BTC"].Quantity, book.Coins["BTC"].WithoutCost));
    }

    [Fact]
    public void Coins_TransferredToAnotherEngine_LeaveAtTheirCost()
    {
        var gone = JournalEntries.Transfer("t-2", PortfolioEngine.Core, PortfolioEngine.Tactical, new Money(0.5m, btc), Samples.Start);

        var book = Book(
            Deposit(PortfolioEngine.Core, 60_000m),
            FillOf(OrderSide.Buy, 1m, 40_000m, Samples.Usdt(0m)), FillOf(OrderSide.Buy, 1m, 20_000m, Samples.Usdt(0m)), gone);

        // The oldest first: 0.5 of the unit for 40,000.
        Assert.Equal((40_000m, 0m), (book.Capital.Amount, book.Realised.Amount));
        Assert.Equal((1.5m, 40_000m), (book.Coins["BTC"].Quantity, book.Coins["BTC"].Fifo.Cost.Amount));
        Assert.Equal(45_000m, book.Coins["BTC"].Average.Cost.Amount);
    }

    [Fact]
    public void Fee_InAThirdCoin_CostsWhatThatCoinCost()
    {
        var mnt = new Asset("MNT");
        var fee = new Money(2m, mnt);
        var mntPair = new Pair(mnt, Asset.Usdt);

        var book = Book(
            Deposit(PortfolioEngine.Core, 1_000m),
            JournalEntries.Fill(Samples.Fill(mntPair, OrderSide.Buy, 10m, 1m, Samples.Usdt(0m), "m-1"), PortfolioEngine.Core),
            FillOf(OrderSide.Buy, 0.01m, 20_000m, fee));

        Assert.Equal((-2m, 8m), (book.Realised.Amount, book.Coins["MNT"].Quantity));
        Assert.Equal((0m, fee), (book.Fees.Amount, book.OtherFees["MNT"]));
    }

    [Fact]
    public void Value_OfAnyJournal_IsCapitalAndProfit() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 1_000_000).Zip(Gen.Choose(1, 5_000_000)).ListOf(20).ToArbitrary(), trades =>
        {
            var book = Book(Deposit(PortfolioEngine.Core, 100m));
            var (cash, held) = (100m, 0m);
            foreach (var (size, cents) in trades)
            {
                var (quantity, price) = (size / 1_000m, cents / 100m);
                var entry = (size % 4) switch
                {
                    0 => FillOf(OrderSide.Sell, quantity, price, Samples.Usdt(0.01m)),
                    1 => JournalEntries.Deposit($"d-{++number}", PortfolioEngine.Core, new Money(quantity, btc), Samples.Start),
                    _ => FillOf(OrderSide.Buy, quantity, price, new Money(quantity * 0.001m, btc)),
                };
                book = book.Apply(entry);
                cash += Change(entry, Asset.Usdt);
                held += Change(entry, btc);
            }
            var coin = book.Coins.GetValueOrDefault("BTC") ?? CoinBook.Empty(Samples.Btc);
            var made = book.Realised.Amount + coin.Fifo.Unrealised(new Price(777m, Samples.Btc)).Amount + coin.WithoutCost * 777m;
            return coin.Quantity == held && Math.Abs(cash + held * 777m - book.Capital.Amount - made) < 1e-9m;
        }));

    static decimal Change(JournalEntry entry, Asset asset) => entry.Postings
        .Where(p => p.Account.Kind == AccountKind.Holdings && p.Amount.Asset == asset).Sum(p => p.Amount.Amount);

    static JournalEntry Deposit(PortfolioEngine engine, decimal amount) =>
        JournalEntries.Deposit($"d-{engine}-{amount}", engine, Samples.Usdt(amount), Samples.Start);

    JournalEntry FillOf(OrderSide side, decimal quantity, decimal price, Money fee) =>
        JournalEntries.Fill(Samples.Fill(Samples.Btc, side, quantity, price, fee, $"f-{++number}"), PortfolioEngine.Core);

    static JournalEntry Line(
        string id, TransactionKind kind, OrderSide side, decimal quantity, decimal profit, decimal funding, decimal fee) =>
        ContractEntries.Of(
            new Transaction(
                id, kind, Samples.Btc, side, new Quantity(quantity, btc), new Price(50_000m, Samples.Btc), Samples.Usdt(profit),
                Samples.Usdt(funding), Samples.Usdt(fee), Samples.Start, null, null),
            PortfolioEngine.Trend)!;

    static EngineBook Book(params IEnumerable<JournalEntry> entries) => Book(PortfolioEngine.Core, [.. entries]);

    static EngineBook Book(PortfolioEngine engine, params JournalEntry[] entries) =>
        entries.Aggregate(EngineBook.Empty(engine, Asset.Usdt), (book, entry) => book.Apply(entry));
}
