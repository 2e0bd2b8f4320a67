using Orchestrations.App.Engines;
using Orchestrations.App.Orders;
using Orchestrations.App.Positions;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Prices;

/// <summary>What this system did at an instrument, and the prices that matter to what it holds of it.</summary>
/// <param name="orders">What was filled.</param>
/// <param name="books">What coins cost.</param>
/// <param name="open">Contracts and their stops.</param>
/// <param name="unread">Takes what cannot be read: the others are shown.</param>
public sealed class OwnMarks(OrderRepository orders, EngineBooks books, OpenPositions open, UnreadItems unread)
{
    /// <summary>What was filled in a span, the oldest first. Orders are kept under hashed ids, so all of them are read.</summary>
    internal async Task<List<PriceFill>> FillsAsync(string portfolio, PriceSpan span, CancellationToken cancellation)
    {
        var fills = new List<PriceFill>();
        await foreach (var order in orders.ListReadableAsync(portfolio, unread, cancellation))
            if (order.Order.Symbol == span.Pair.Symbol
                && OrderRecord.CategoryOf(order.Order) == OrderCategory.Linear == span.IsContract
                && order.Fills is { Quantity: > 0m } filled
                && (order.FirstSubmit ?? order.CreatedAt) is var time && span.Has(time))
                fills.Add(new PriceFill(
                    time, order.Order.Engine, order.Order.Side, filled.Quantity, filled.Notional,
                    decimal.Round(filled.Notional / filled.Quantity, 8), order.ClientId));
        return [.. fills.OrderBy(fill => fill.Time).ThenBy(fill => fill.ClientId, StringComparer.Ordinal)];
    }

    /// <summary>The levels of what is open now.</summary>
    /// <exception cref="Exchange.ExchangeUnavailableException">The positions could not be read.</exception>
    internal async Task<List<PriceLevel>> LevelsAsync(string portfolio, PriceSpan span, CancellationToken cancellation) =>
        span.IsContract ? await OfContractAsync(portfolio, span.Pair.Symbol, cancellation) : await OfCoinAsync(portfolio, span, cancellation);

    async Task<List<PriceLevel>> OfCoinAsync(string portfolio, PriceSpan span, CancellationToken cancellation) =>
    [
        .. (await books.ReadAsync(portfolio, cancellation))
            .Select(book => (book.Engine, Cost: book.Coins.GetValueOrDefault(span.Pair.Base.Code)?.Average.AverageCost))
            .Where(coin => coin.Cost is not null)
            .Select(coin => new PriceLevel("entry", Account.EngineCode(coin.Engine), decimal.Round(coin.Cost!.Value, 8))),
    ];

    async Task<List<PriceLevel>> OfContractAsync(string portfolio, string symbol, CancellationToken cancellation)
    {
        var positions = await open.ReadAsync(portfolio, cancellation);
        var levels = new List<PriceLevel>();
        foreach (var contract in positions.Contracts.Where(line => line.Symbol == symbol))
        {
            levels.Add(new PriceLevel("entry", contract.Engine, contract.Entry));
            if (contract.Liquidation is { } liquidation)
                levels.Add(new PriceLevel("liquidation", contract.Engine, liquidation));
        }
        levels.AddRange(positions.Stops.Where(line => line.Symbol == symbol).Select(stop => new PriceLevel("stop", stop.Engine, stop.Level)));
        return levels;
    }
}
