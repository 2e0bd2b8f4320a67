using FsCheck;
using FsCheck.Fluent;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Tests.Ledger;

public class LedgerStateTests
{
    static readonly Account holdings = new(PortfolioEngine.Core, AccountKind.Holdings);
    static readonly Account fees = new(PortfolioEngine.Core, AccountKind.Fees);
    static readonly Account trading = new(PortfolioEngine.Core, AccountKind.Trading);

    static Gen<Fill> Fills { get; } =
        from buy in Gen.Elements(true, false)
        from pair in Gen.Elements(Samples.Btc, Samples.Eth)
        from quantity in Gen.Choose(1, 10_000_000)
        from price in Samples.Prices
        from fee in Gen.Choose(-100, 1_000)
        from feeCoin in Gen.Elements(pair.Base, pair.Quote, new Asset("MNT"))
        from id in Gen.Choose(1, 60)
        select Samples.Fill(
            pair, buy ? OrderSide.Buy : OrderSide.Sell, quantity / 1_000_000m, price, new Money(fee / 100_000m, feeCoin), "e-" + id);

    [Fact]
    public void Fills_AnySequenceWithRepetitions_ConserveEveryAsset() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Fills.ListOf().ToArbitrary(), fills =>
        {
            var state = LedgerState.Empty;
            // An execution id means one execution: later ones of the same id are repetitions.
            var known = fills.GroupBy(f => f.ExecutionId).ToDictionary(g => g.Key, g => g.First());
            foreach (var fill in fills)
                state = state.Apply(JournalEntries.Fill(known[fill.ExecutionId], PortfolioEngine.Core));
            var held = known.Values.Where(f => f.Pair == Samples.Btc)
                .Sum(f =>
                    (f.Side == OrderSide.Buy ? 1 : -1) * f.Quantity.Amount - (f.Fee.Asset == f.Pair.Base ? f.Fee.Amount : 0m));
            return state.Imbalances().Count == 0
                && state.Entries == known.Count
                && state.Balance(holdings, Samples.Btc.Base).Amount == held;
        }));

    [Fact]
    public void Fill_ThatIsABuy_PostsNetOfTheFee()
    {
        var state = LedgerState.Empty.Apply(JournalEntries.Fill(Samples.Buy(Samples.Btc, 0.01m, 50_000m), PortfolioEngine.Core));

        Assert.Equal(0.00999m, state.Balance(holdings, Samples.Btc.Base).Amount);
        Assert.Equal(0.00001m, state.Balance(fees, Samples.Btc.Base).Amount);
        Assert.Equal(-0.01m, state.Balance(trading, Samples.Btc.Base).Amount);
        Assert.Equal(-500m, state.Balance(holdings, Asset.Usdt).Amount);
        Assert.Equal(500m, state.Balance(trading, Asset.Usdt).Amount);
    }

    [Fact]
    public void Fill_ThatIsASell_PaysTheFeeFromTheProceeds()
    {
        var fill = Samples.Fill(Samples.Btc, OrderSide.Sell, 0.01m, 50_000m, Samples.Usdt(0.5m));

        var state = LedgerState.Empty.Apply(JournalEntries.Fill(fill, PortfolioEngine.Core));

        Assert.Equal(499.5m, state.Balance(holdings, Asset.Usdt).Amount);
        Assert.Equal(-0.01m, state.Balance(holdings, Samples.Btc.Base).Amount);
        Assert.Empty(state.Imbalances());
    }

    [Fact]
    public void Entry_OfTheSameSourceAndContent_IsAppliedOnce()
    {
        var entry = JournalEntries.Deposit("d-1", PortfolioEngine.Core, Samples.Usdt(100m), Samples.Start);
        var same = JournalEntries.Deposit("d-1", PortfolioEngine.Core, Samples.Usdt(100.00m), Samples.Start);

        var state = LedgerState.Empty.Apply(entry);

        Assert.Same(state, state.Apply(entry));
        Assert.Equal(100m, state.Apply(same).Balance(holdings, Asset.Usdt).Amount);
    }

    [Fact]
    public void Entry_OfTheSameSourceAndAnotherContent_IsRefused()
    {
        var state = LedgerState.Empty.Apply(JournalEntries.Deposit(
            "d-1", PortfolioEngine.Core, Samples.Usdt(100m), Samples.Start));

        var e = Assert.Throws<DomainException>(() =>
            state.Apply(JournalEntries.Deposit("d-1", PortfolioEngine.Core, Samples.Usdt(101m), Samples.Start)));

        Assert.Equal("ORC-LEDGER-002", e.Code);
    }

    [Fact]
    public void Entry_ThatIsNotBalanced_IsRefused()
    {
        var e = Assert.Throws<DomainException>(() => new JournalEntry("s", Samples.Start, "", [
            new Posting(holdings, Samples.Usdt(100m)), new Posting(trading, Samples.Usdt(-99.99m))]));

        Assert.Equal("ORC-LEDGER-001", e.Code);
        Assert.Contains("0.01 USDT", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("ä")]
    public void Entry_WithABadSource_IsRefused(string source) =>
        Assert.Equal("ORC-LEDGER-003", Assert.Throws<DomainException>(() => new JournalEntry(source, Samples.Start, "", [
            new Posting(holdings, Samples.Usdt(1m)), new Posting(trading, Samples.Usdt(-1m))])).Code);

    [Fact]
    public void Reverse_OfAnEntry_RestoresTheBalances()
    {
        var entry = JournalEntries.Fill(Samples.Buy(Samples.Btc, 0.01m, 50_000m), PortfolioEngine.Core);

        var state = LedgerState.Empty.Apply(entry).Apply(entry.Reverse("correction-1", Samples.Start, "posted to the wrong engine"));

        Assert.Empty(state.Balances);
    }

    [Fact]
    public void Transfer_BetweenEngines_MovesHoldingsOnly()
    {
        var state = LedgerState.Empty
            .Apply(JournalEntries.Deposit("d-1", PortfolioEngine.Core, Samples.Usdt(100m), Samples.Start))
            .Apply(JournalEntries.Transfer(
                "t-1", PortfolioEngine.Core, PortfolioEngine.Tactical, Samples.Usdt(30m), Samples.Start));

        Assert.Equal(70m, state.Balance(holdings, Asset.Usdt).Amount);
        Assert.Equal(30m, state.Balance(new Account(PortfolioEngine.Tactical, AccountKind.Holdings), Asset.Usdt).Amount);
        Assert.Empty(state.Overdrawn());
    }

    [Fact]
    public void Accounts_AllOfThem_AreReadBackFromTheirCodes()
    {
        foreach (var engine in Enum.GetValues<PortfolioEngine>())
            foreach (var kind in Enum.GetValues<AccountKind>())
                Assert.Equal(new Account(engine, kind), Account.Parse(new Account(engine, kind).Code));
        Assert.Equal("ORC-LEDGER-003", Assert.Throws<DomainException>(() => Account.Parse("CORE:Nothing")).Code);
    }
}
