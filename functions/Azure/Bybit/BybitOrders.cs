using Bybit.Net.Objects.Models.V5;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Venue = Bybit.Net.Enums;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>Market orders of one market, and how they are found again: among open orders, then history, then executions.</summary>
/// <param name="access">The account.</param>
/// <param name="category">The market.</param>
sealed class BybitOrders(BybitAccess access, OrderCategory category)
{
    const int MostOrders = 50;
    const int MostExecutions = 100;

    readonly Venue.Category venue = BybitRows.CategoryOf(category);

    /// <summary>Sends an order, once.</summary>
    /// <exception cref="ArgumentException">It is of another market, or its size of another coin.</exception>
    public Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation)
    {
        Check(order);
        var contract = category == OrderCategory.Linear;
        return access.ChangeAsync(api => api.Trading.PlaceOrderAsync(
            venue, order.Pair.Symbol, BybitRows.SideOf(order.Side), Venue.NewOrderType.Market, order.Quantity.Amount,
            isLeverage: contract ? null : false,
            positionIdx: contract ? (Venue.PositionIdx)order.PositionIndex : null,
            clientOrderId: order.ClientId.Value,
            reduceOnly: contract ? order.ReduceOnly : null,
            // Left out, a spot buy's size would be read as USDT.
            marketUnit: contract ? null : Venue.MarketUnit.BaseAsset,
            ct: cancellation));
    }

    /// <summary>An order by our id; null means only that it was not visible now.</summary>
    public async Task<OrderSnapshot?> FindAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        if (await FindRowAsync(pair, id, cancellation) is { } row)
            return BybitRows.SnapshotOf(row, pair, id);
        var executions = await ExecutionsAsync(pair, id, null, cancellation);
        return executions.Count == 0 ? null : BybitRows.SnapshotOf(executions, pair, id);
    }

    /// <summary>Its row among the open and newly closed orders, or in the history.</summary>
    public async Task<BybitOrder?> FindRowAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        var open = await access.ListAsync((api, cursor) => api.Trading.GetOrdersAsync(
            venue, pair.Symbol, clientOrderId: id.Value, limit: MostOrders, cursor: cursor, ct: cancellation), cancellation);
        if (open.FirstOrDefault(IsIt) is { } found)
            return found;
        var closed = await access.ListAsync((api, cursor) => api.Trading.GetOrderHistoryAsync(
            venue, pair.Symbol, clientOrderId: id.Value, limit: MostOrders, cursor: cursor, ct: cancellation), cancellation);
        return closed.FirstOrDefault(IsIt);

        bool IsIt(BybitOrder row) => row.ClientOrderId == id.Value && row.Symbol == pair.Symbol;
    }

    /// <summary>All executions of an order, oldest first.</summary>
    public async Task<IReadOnlyList<Fill>> FillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        var rows = await ExecutionsAsync(pair, id, null, cancellation);
        // Without a time Bybit looks back seven days only: an older order says itself when it was at work.
        if (rows.Count == 0 && await FindRowAsync(pair, id, cancellation) is { QuantityFilled: > 0m } order)
            rows = await ExecutionsAsync(pair, id, order, cancellation);
        return [.. rows.Select(row => BybitRows.FillOf(row, category, pair, id))];
    }

    async Task<IReadOnlyList<BybitUserTrade>> ExecutionsAsync(
        Pair pair, ClientOrderId id, BybitOrder? of, CancellationToken cancellation)
    {
        var rows = new List<BybitUserTrade>();
        var spans = of is null
            ? [((DateTime?)null, (DateTime?)null)]
            : BybitSpans.Of(BybitRows.TimeOf(of.CreateTime), BybitRows.TimeOf(of.UpdateTime).AddMinutes(1))
                .Select(span => ((DateTime?)span.From, (DateTime?)span.To));
        foreach (var (from, to) in spans)
            rows.AddRange(await access.ListAsync((api, cursor) => api.Trading.GetUserTradesAsync(
                venue, pair.Symbol, clientOrderId: id.Value, startTime: from, endTime: to, limit: MostExecutions, cursor: cursor,
                ct: cancellation), cancellation));
        // Rows that move between pages while they are read show twice.
        return [.. rows
            .Where(row => row.ClientOrderId == id.Value && row.Symbol == pair.Symbol && row.TradeType is Venue.TradeType.Trade)
            .DistinctBy(row => row.TradeId)
            .OrderBy(row => row.Timestamp).ThenBy(row => row.Sequence).ThenBy(row => row.TradeId, StringComparer.Ordinal)];
    }

    void Check(OrderRequest order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Category != category || (order.ReduceOnly && category == OrderCategory.Spot))
            throw new ArgumentException($"The order {order.ClientId} is of another market than {category}.", nameof(order));
        if (order.Quantity.Asset != order.Pair.Base)
            throw new ArgumentException($"The size is in {order.Quantity.Asset}, not in {order.Pair.Base}.", nameof(order));
    }
}
