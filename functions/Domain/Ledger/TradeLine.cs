using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.Domain.Ledger;

/// <summary>
/// A trade or a settlement as accountants want it, one line of its own, read off its journal entry. Amounts come from the
/// postings; a contract's price and pair, which no posting has, from the entry's words, which are written for that and never change.
/// </summary>
/// <param name="Id">The execution's id, or that of the line of the transaction log.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Engine">Whose.</param>
/// <param name="Market">Spot or Linear.</param>
/// <param name="Kind">Trade, Settlement, Liquidation or Deleverage.</param>
/// <param name="Symbol">The pair.</param>
/// <param name="Side">Buy or Sell; of a settlement, the position's.</param>
/// <param name="Quantity">What was traded or settled, in the base coin.</param>
/// <param name="Price">In the quote coin.</param>
/// <param name="Notional">Price times quantity.</param>
/// <param name="Fee">What was charged; below zero for a rebate.</param>
/// <param name="Funding">What a settlement paid; zero for a trade.</param>
/// <param name="Order">Our id of the order; null where the entry has none.</param>
public sealed partial record TradeLine(
    string Id, DateTimeOffset Time, PortfolioEngine Engine, OrderCategory Market, TransactionKind Kind, string Symbol, OrderSide Side,
    decimal Quantity, decimal Price, decimal Notional, Money Fee, decimal Funding, string? Order)
{
    const string FillPrefix = "fill-";
    const string ContractPrefix = "contract-";

    /// <summary>The line of an entry; null for an entry that is no trade and no settlement.</summary>
    public static TradeLine? Of(JournalEntry entry) =>
        entry.Source.StartsWith(FillPrefix, StringComparison.Ordinal) ? Fill(entry)
        : entry.Source.StartsWith(ContractPrefix, StringComparison.Ordinal) ? Contract(entry)
        : null;

    static TradeLine? Fill(JournalEntry entry)
    {
        var traded = entry.Postings.Where(p => p.Account.Kind == AccountKind.Trading).ToList();
        var (coin, cash) = (traded.Find(p => p.Amount.Asset != Asset.Usdt), traded.Find(p => p.Amount.Asset == Asset.Usdt));
        if (coin.Amount.IsZero || cash.Amount.IsZero)
            return null;
        var (quantity, notional) = (Math.Abs(coin.Amount.Amount), Math.Abs(cash.Amount.Amount));
        var order = FillWords().Match(entry.Description);
        return new TradeLine(
            entry.Source[FillPrefix.Length..], entry.Time, coin.Account.Engine, OrderCategory.Spot, TransactionKind.Trade,
            new Pair(coin.Amount.Asset, Asset.Usdt).Symbol, coin.Amount.IsNegative ? OrderSide.Buy : OrderSide.Sell, quantity,
            notional / quantity, notional, FeeOf(entry), 0m, order.Success ? order.Groups[1].Value : null);
    }

    static TradeLine? Contract(JournalEntry entry)
    {
        var words = ContractWords().Match(entry.Description);
        if (!words.Success)
            return null;
        var (quantity, price) = (Number(words.Groups[3].Value), Number(words.Groups[4].Value));
        var funding = entry.Postings.Where(p => p.Account.Kind == AccountKind.Funding).Sum(p => -p.Amount.Amount);
        return new TradeLine(
            entry.Source[ContractPrefix.Length..], entry.Time, entry.Postings[0].Account.Engine, OrderCategory.Linear,
            Enum.Parse<TransactionKind>(words.Groups[1].Value), words.Groups[5].Value + words.Groups[6].Value,
            Enum.Parse<OrderSide>(words.Groups[2].Value), quantity, price, quantity * price, FeeOf(entry), funding, null);
    }

    static Money FeeOf(JournalEntry entry)
    {
        foreach (var posting in entry.Postings)
            if (posting.Account.Kind == AccountKind.Fees)
                return posting.Amount;
        return Money.Zero(Asset.Usdt);
    }

    static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@", order (\S+)$")]
    private static partial Regex FillWords();

    // As ContractEntries writes them.
    [GeneratedRegex(@"^(Trade|Settlement|Liquidation|Deleverage) (Buy|Sell) ([0-9.]+) \w+ of contracts at ([0-9.]+) (\w+)/(\w+), change ")]
    private static partial Regex ContractWords();
}
