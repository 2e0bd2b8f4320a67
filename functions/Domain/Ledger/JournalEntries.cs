using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Ledger;

/// <summary>Builds the entries of everything that moves money. Each is keyed by the id of what caused it.</summary>
public static class JournalEntries
{
    /// <summary>
    /// A fill. A buy of q at p with the fee f in the base coin: Holdings +(q-f), Fees +f, Trading -q of the base;
    /// Holdings -pq, Trading +pq of the quote. A sell has the signs of q and pq turned. The fee may be in any coin and may
    /// be a rebate (below zero).
    /// </summary>
    /// <param name="fill">One execution; its execution id is the source.</param>
    /// <param name="engine">Whose trade it is.</param>
    public static JournalEntry Fill(Fill fill, PortfolioEngine engine)
    {
        var holdings = new Account(engine, AccountKind.Holdings);
        var trading = new Account(engine, AccountKind.Trading);
        var fees = new Account(engine, AccountKind.Fees);
        var received = fill.Side == OrderSide.Buy ? fill.Quantity.ToMoney() : fill.Notional;
        var given = fill.Side == OrderSide.Buy ? fill.Notional : fill.Quantity.ToMoney();

        // One holdings line for each asset, so that a reader sees what the account gained and lost, net of the fee.
        var changes = new List<Money> { received, -given, -fill.Fee };
        var lines = changes
            .GroupBy(m => m.Asset)
            .Select(g => new Posting(holdings, g.Aggregate(Money.Zero(g.Key), (sum, m) => sum + m)))
            .Append(new Posting(trading, -received))
            .Append(new Posting(trading, given))
            .Append(new Posting(fees, fill.Fee))
            .Where(p => !p.Amount.IsZero);
        var text = string.Create(CultureInfo.InvariantCulture, $"{fill.Side} {fill.Quantity} at {fill.Price}, fee {fill.Fee}, order {fill.ClientId}");
        return new JournalEntry("fill-" + fill.ExecutionId, fill.Time, text, [.. lines]);
    }

    /// <summary>Capital brought in from outside; a negative amount takes it out.</summary>
    /// <param name="id">The id of the deposit.</param>
    /// <param name="engine">Who gets it.</param>
    /// <param name="amount">Not zero.</param>
    /// <param name="time">When, UTC.</param>
    public static JournalEntry Deposit(string id, PortfolioEngine engine, Money amount, DateTimeOffset time) =>
        new("deposit-" + id, time, string.Create(CultureInfo.InvariantCulture, $"Capital {amount}"), [
            new Posting(new Account(engine, AccountKind.Holdings), amount),
            new Posting(new Account(engine, AccountKind.External), -amount),
        ]);

    /// <summary>Holdings of one engine given to another.</summary>
    /// <param name="id">The id of the transfer.</param>
    /// <param name="from">Who gives.</param>
    /// <param name="to">Who gets; another engine.</param>
    /// <param name="amount">Above zero.</param>
    /// <param name="time">When, UTC.</param>
    /// <exception cref="DomainException">ORC-LEDGER-003: one engine on both sides, or an amount not above zero.</exception>
    public static JournalEntry Transfer(string id, PortfolioEngine from, PortfolioEngine to, Money amount, DateTimeOffset time)
    {
        if (from == to || !amount.IsPositive)
            throw new DomainException("ORC-LEDGER-003", $"A transfer of {amount} from {from} to {to} is refused: use two engines and an amount above zero.");
        return new JournalEntry("transfer-" + id, time, $"{from} to {to}", [
            new Posting(new Account(from, AccountKind.Holdings), -amount),
            new Posting(new Account(to, AccountKind.Holdings), amount),
        ]);
    }
}
