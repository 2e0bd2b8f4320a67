using System.Globalization;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>
/// What trades and settlements of contracts do to the account. No I/O. Cash flows are kept to 8 digits and rounded against
/// the account. Invariant: a line of the transaction log says exactly what the wallet was changed by.
/// </summary>
static class PaperTrades
{
    /// <summary>A trade to be applied.</summary>
    /// <param name="Instrument">The contract.</param>
    /// <param name="Side">The direction.</param>
    /// <param name="Kind">Why it happens.</param>
    /// <param name="OrderId">Names its executions.</param>
    /// <param name="ClientId">Our id; null for what the exchange does by itself.</param>
    /// <param name="FeeRate">As a share of the notional.</param>
    /// <param name="Leverage">For what it opens.</param>
    /// <param name="Mark">The mark price when it happens.</param>
    /// <param name="Time">When it happens, UTC.</param>
    public sealed record Trade(
        PerpetualInstrument Instrument,
        OrderSide Side,
        TransactionKind Kind,
        string OrderId,
        string? ClientId,
        decimal FeeRate,
        decimal Leverage,
        decimal Mark,
        DateTimeOffset Time);

    /// <summary>Applies fills, oldest first.</summary>
    public static (IReadOnlyList<PaperExecutionRecord> Executions, IReadOnlyList<PaperTransactionRecord> Log) Apply(
        PaperState state, Trade trade, IReadOnlyList<PaperBook.Slice> slices)
    {
        var executions = new List<PaperExecutionRecord>();
        var log = new List<PaperTransactionRecord>();
        var quote = trade.Instrument.Pair.Quote.Code;
        foreach (var slice in slices)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{trade.OrderId}-{executions.Count + 1}");
            var cash = Move(state, trade, trade.Side == OrderSide.Buy ? slice.Quantity : -slice.Quantity, slice.Price);
            var fee = -PositionMath.Against(-slice.Notional * trade.FeeRate);
            state.Add(quote, cash - fee);
            executions.Add(new PaperExecutionRecord(id, slice.Quantity, slice.Price, fee, quote));
            log.Add(new PaperTransactionRecord(
                id, trade.Kind.ToString(), trade.Instrument.Pair.Base.Code, quote, trade.Side.ToString(), slice.Quantity,
                slice.Price, cash, 0m, fee, state.Balances.GetValueOrDefault(quote), trade.Time, trade.ClientId, id));
        }
        return (executions, log);
    }

    /// <summary>Settles funding of a position at its mark price.</summary>
    public static PaperTransactionRecord Settle(PaperState state, PaperPositionRecord position, FundingRate rate)
    {
        var paid = PositionMath.Funding(position.Size, position.Mark, rate.Rate);
        state.Add(position.Quote, paid);
        return new PaperTransactionRecord(
            string.Create(CultureInfo.InvariantCulture, $"settlement-{rate.Pair.Symbol}-{rate.Time:yyyyMMdd'T'HHmm}"),
            nameof(TransactionKind.Settlement), position.Base, position.Quote,
            (position.Size > 0m ? OrderSide.Buy : OrderSide.Sell).ToString(), Math.Abs(position.Size), position.Mark,
            0m, paid, 0m, state.Balances.GetValueOrDefault(position.Quote), rate.Time, null, null);
    }

    // Closes what is open the other way, then opens with the rest; answers the realised profit.
    static decimal Move(PaperState state, Trade trade, decimal change, decimal price)
    {
        var pair = trade.Instrument.Pair;
        var position = state.Positions.GetValueOrDefault(pair.Symbol);
        var cash = 0m;
        if (position is not null && Math.Sign(position.Size) != Math.Sign(change))
        {
            var closed = Math.Sign(position.Size) * Math.Min(Math.Abs(position.Size), Math.Abs(change));
            cash = PositionMath.Against(PositionMath.Unrealised(closed, position.Entry, price));
            change += closed;
            var left = position.Size - closed;
            state.Positions.Remove(pair.Symbol);
            position = left == 0m ? null : position with { Size = left, Mark = trade.Mark };
        }
        if (change != 0m)
            position = new PaperPositionRecord(
                pair.Base.Code, pair.Quote.Code, (position?.Size ?? 0m) + change,
                PositionMath.Entry(position?.Size ?? 0m, position?.Entry ?? 0m, change, price), trade.Mark,
                Math.Min(trade.Leverage, trade.Instrument.MaxLeverage), trade.Instrument.MaintenanceMarginRate);
        if (position is not null)
            state.Positions[pair.Symbol] = position;
        return cash;
    }
}
