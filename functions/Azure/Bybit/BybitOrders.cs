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

    // Around the first send: the sends that may follow it, and clocks that differ.
    static readonly TimeSpan worked = TimeSpan.FromDays(1);

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
    /// <param name="pair">The pair.</param>
    /// <param name="id">The id.</param>
    /// <param name="sentAt">When it was first sent; null for lately.</param>
    /// <param name="cancellation">Stops the query.</param>
    public async Task<OrderSnapshot?> FindAsync(
        Pair pair, ClientOrderId id, DateTimeOffset? sentAt, CancellationToken cancellation)
    {
        var row = await FindRowAsync(pair, id, sentAt, cancellation);
        var seen = row is null ? null : BybitRows.SnapshotOf(row, pair, id);
        // The row of an order that was cancelled may state no fill while its executions do: they are the truth.
        if (seen is not (null or { IsFinal: true, Filled.IsZero: true }))
            return seen;
        var executions = await ExecutionsAsync(pair, id, SpansOf(sentAt), cancellation);
        return executions.Count == 0 ? seen
            : seen is null ? BybitRows.SnapshotOf(executions, pair, id)
            : seen with
            {
                Status = OrderStatus.PartiallyFilledCanceled,
                Filled = new Quantity(executions.Sum(execution => execution.Quantity), pair.Base),
            };
    }

    /// <summary>Its row among the open and newly closed orders, or in the history.</summary>
    public async Task<BybitOrder?> FindRowAsync(
        Pair pair, ClientOrderId id, DateTimeOffset? sentAt, CancellationToken cancellation)
    {
        var open = await access.ListAsync((api, cursor) => api.Trading.GetOrdersAsync(
            venue, pair.Symbol, clientOrderId: id.Value, limit: MostOrders, cursor: cursor, ct: cancellation), cancellation);
        if (open.FirstOrDefault(IsIt) is { } found)
            return found;
        foreach (var (from, to) in SpansOf(sentAt))
        {
            var closed = await access.ListAsync((api, cursor) => api.Trading.GetOrderHistoryAsync(
                venue, pair.Symbol, clientOrderId: id.Value, startTime: from, endTime: to, limit: MostOrders, cursor: cursor,
                ct: cancellation), cancellation);
            if (closed.FirstOrDefault(IsIt) is { } ended)
                return ended;
        }
        return null;

        bool IsIt(BybitOrder row) => row.ClientOrderId == id.Value && row.Symbol == pair.Symbol;
    }

    /// <summary>All executions of an order, oldest first.</summary>
    public async Task<IReadOnlyList<Fill>> FillsAsync(
        Pair pair, ClientOrderId id, DateTimeOffset? sentAt, CancellationToken cancellation)
    {
        var rows = await ExecutionsAsync(pair, id, SpansOf(sentAt), cancellation);
        // An order older than Bybit looks back by itself says when it was at work.
        if (rows.Count == 0 && await FindRowAsync(pair, id, sentAt, cancellation) is { QuantityFilled: > 0m } order)
            rows = await ExecutionsAsync(pair, id, [
                .. BybitSpans.Of(BybitRows.TimeOf(order.CreateTime), BybitRows.TimeOf(order.UpdateTime).AddMinutes(1))
                    .Select(span => ((DateTime?)span.From, (DateTime?)span.To)),
            ], cancellation);
        return [.. rows.Select(row => BybitRows.FillOf(row, category, pair, id))];
    }

    async Task<IReadOnlyList<BybitUserTrade>> ExecutionsAsync(
        Pair pair, ClientOrderId id, IReadOnlyList<(DateTime? From, DateTime? To)> spans, CancellationToken cancellation)
    {
        var rows = new List<BybitUserTrade>();
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

    // Without times Bybit looks back seven days; one question with times reaches as far. A market order is at work for seconds, and
    // is sent again within an hour. It is never concluded that an order filled nothing because nobody looked where it was.
    static IReadOnlyList<(DateTime? From, DateTime? To)> SpansOf(DateTimeOffset? sentAt) => sentAt is { } at
        ? [(null, null), ((at - worked).UtcDateTime, (at + worked).UtcDateTime)]
        : [(null, null)];

    void Check(OrderRequest order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Category != category || (order.ReduceOnly && category == OrderCategory.Spot))
            throw new ArgumentException($"The order {order.ClientId} is of another market than {category}.", nameof(order));
        if (order.Quantity.Asset != order.Pair.Base)
            throw new ArgumentException($"The size is in {order.Quantity.Asset}, not in {order.Pair.Base}.", nameof(order));
    }
}
