using System.Collections.Immutable;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.Domain.Ledger;

/// <summary>
/// What an engine made of what it was given, read off its journal entries in their order. Immutable. What other engines or the
/// outside gave is capital, never profit. Invariant, with coins valued at any prices:
/// <code>cash + coins = Capital + Realised + (coins with a cost - their cost) + coins without a cost</code>
/// </summary>
public sealed record EngineBook
{
    EngineBook(PortfolioEngine engine, Asset cash)
    {
        (Engine, Cash) = (engine, cash);
        Capital = Fees = Funding = Contracts = ContractFees = Money.Zero(cash);
    }

    /// <summary>Whose.</summary>
    public PortfolioEngine Engine { get; }

    /// <summary>The coin that everything is counted in.</summary>
    public Asset Cash { get; }

    /// <summary>What was brought in and transferred in, less what was taken and transferred out. Coins that left count at cost.</summary>
    public Money Capital { get; private init; }

    /// <summary>All fees paid in cash or in the coin that was bought, at its price then.</summary>
    public Money Fees { get; private init; }

    /// <summary>What settlements of contracts paid; below zero when they cost.</summary>
    public Money Funding { get; private init; }

    /// <summary>What closing contracts made, before fees and settlements.</summary>
    public Money Contracts { get; private init; }

    /// <summary>The coins that were ever held, by coin.</summary>
    public ImmutableSortedDictionary<string, CoinBook> Coins { get; private init; } =
        ImmutableSortedDictionary.Create<string, CoinBook>(StringComparer.Ordinal);

    /// <summary>Fees paid in other coins, by coin.</summary>
    public ImmutableSortedDictionary<string, Money> OtherFees { get; private init; } =
        ImmutableSortedDictionary.Create<string, Money>(StringComparer.Ordinal);

    /// <summary>What was made and kept: sales less cost, oldest units first; contracts; settlements; all less fees.</summary>
    public Money Realised => Coins.Values.Aggregate(Contracts + Funding - ContractFees, (sum, coin) => sum + coin.Fifo.Realised);

    // A part of Fees; those of coins are in the cost and the proceeds.
    Money ContractFees { get; init; }

    /// <summary>Before the first entry.</summary>
    public static EngineBook Empty(PortfolioEngine engine, Asset cash) => new(engine, cash);

    /// <summary>The book after one more entry; this when the entry is not the engine's.</summary>
    public EngineBook Apply(JournalEntry entry)
    {
        var own = entry.Postings.Where(p => p.Account.Engine == Engine).ToList();
        if (own.Count == 0)
            return this;
        var moved = own.Count < entry.Postings.Count || own.Any(p => p.Account.Kind == AccountKind.External);
        if (moved)
            return Moved(entry, own);
        return own.Any(IsCoinTrade) ? Traded(entry, own) : Settled(own);
    }

    // Cash is capital. A coin that comes has no known cost; one that leaves goes at its cost.
    EngineBook Moved(JournalEntry entry, List<Posting> own)
    {
        var book = this with { Capital = Capital + Sum(own, AccountKind.Holdings, Cash) };
        foreach (var (coin, change) in CoinChanges(own))
        {
            var before = book.CoinOf(coin);
            var (after, cost) = change >= 0m
                ? (before with { WithoutCost = before.WithoutCost + change }, Money.Zero(Cash))
                : before.Given(-change, entry.Source);
            book = book.With(coin, after) with { Capital = book.Capital - cost };
        }
        return book;
    }

    EngineBook Traded(JournalEntry entry, List<Posting> own)
    {
        var traded = own.First(IsCoinTrade).Amount.Asset;
        var paid = Sum(own, AccountKind.Holdings, Cash);
        var book = this;
        foreach (var (coin, change) in CoinChanges(own))
        {
            var before = book.CoinOf(coin);
            if (coin == traded && change > 0m)
            {
                book = book.With(coin, before.Bought(change, -paid, entry.Time));
                continue;
            }
            // A third coin that paid the fee is given for nothing; one that came as a rebate cost nothing.
            var (after, forUncosted) = change < 0m
                ? before.Sold(-change, coin == traded ? paid : Money.Zero(Cash), entry.Source)
                : (before.Bought(change, Money.Zero(Cash), entry.Time), Money.Zero(Cash));
            book = book.With(coin, after) with { Capital = book.Capital + forUncosted };
        }
        return book.WithFees(own, traded);
    }

    EngineBook Settled(List<Posting> own)
    {
        var fees = Sum(own, AccountKind.Fees, Cash);
        return this with
        {
            Contracts = Contracts - Sum(own, AccountKind.Trading, Cash),
            Funding = Funding - Sum(own, AccountKind.Funding, Cash),
            Fees = Fees + fees,
            ContractFees = ContractFees + fees,
        };
    }

    EngineBook WithFees(List<Posting> own, Asset traded)
    {
        var book = this with { Fees = Fees + Sum(own, AccountKind.Fees, Cash) };
        foreach (var fee in own.Where(p => p.Account.Kind == AccountKind.Fees && p.Amount.Asset != Cash))
        {
            var coin = fee.Amount.Asset;
            var (units, worth) = (Sum(own, AccountKind.Trading, traded), Sum(own, AccountKind.Trading, Cash));
            book = coin == traded && !units.IsZero
                ? book with { Fees = book.Fees + worth * (-fee.Amount.Amount / units.Amount) }
                : book with { OtherFees = book.OtherFees.SetItem(coin.Code, fee.Amount + OtherFeeOf(book, coin)) };
        }
        return book;
    }

    CoinBook CoinOf(Asset coin) => Coins.TryGetValue(coin.Code, out var book) ? book : CoinBook.Empty(new Pair(coin, Cash));

    EngineBook With(Asset coin, CoinBook book) => this with { Coins = Coins.SetItem(coin.Code, book) };

    bool IsCoinTrade(Posting posting) => posting.Account.Kind == AccountKind.Trading && IsCoin(posting.Amount.Asset);

    bool IsCoin(Asset asset) => asset != Cash && ContractAsset.PairOf(asset) is null;

    List<(Asset Coin, decimal Change)> CoinChanges(List<Posting> own) =>
    [
        .. own.Where(p => p.Account.Kind == AccountKind.Holdings && IsCoin(p.Amount.Asset))
            .GroupBy(p => p.Amount.Asset)
            .Select(coin => (coin.Key, coin.Sum(p => p.Amount.Amount))),
    ];

    static Money OtherFeeOf(EngineBook book, Asset coin) => book.OtherFees.TryGetValue(coin.Code, out var fee) ? fee : Money.Zero(coin);

    static Money Sum(List<Posting> own, AccountKind kind, Asset asset) => own
        .Where(p => p.Account.Kind == kind && p.Amount.Asset == asset)
        .Aggregate(Money.Zero(asset), (sum, p) => sum + p.Amount);
}
