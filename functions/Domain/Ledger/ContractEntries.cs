using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.Domain.Ledger;

/// <summary>
/// Builds the entries of what contracts do, from lines of the transaction log alone. Invariant: holdings change by exactly
/// what the line did to the wallet.
/// </summary>
public static class ContractEntries
{
    /// <summary>The source of a line's entry.</summary>
    public static string SourceOf(Transaction line) => "contract-" + line.Id;

    /// <summary>
    /// A line. Quote coin: Holdings +change, Fees +fee, Trading −realised profit, Funding −funding. A trade also moves
    /// contracts: Contracts +size (minus for a sell), Trading the opposite. Null when the line changed nothing.
    /// </summary>
    /// <param name="line">The line; its id is the source.</param>
    /// <param name="engine">Whose position it is.</param>
    public static JournalEntry? Of(Transaction line, PortfolioEngine engine)
    {
        var contracts = new Money(line.PositionChange, ContractAsset.Of(line.Pair));
        Posting Line(AccountKind kind, Money amount) => new(new Account(engine, kind), amount);
        List<Posting> postings =
        [
            Line(AccountKind.Holdings, line.Change),
            Line(AccountKind.Fees, line.Fee),
            Line(AccountKind.Trading, -line.CashFlow),
            Line(AccountKind.Funding, -line.Funding),
            Line(AccountKind.Contracts, contracts),
            Line(AccountKind.Trading, -contracts),
        ];
        postings.RemoveAll(posting => posting.Amount.IsZero);
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{line.Kind} {line.Side} {line.Quantity} of contracts at {line.Price}, change {line.Change}");
        return postings.Count == 0 ? null : new JournalEntry(SourceOf(line), line.Time, text, postings);
    }
}
