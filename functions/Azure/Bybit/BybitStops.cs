using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;
using Venue = Bybit.Net.Enums;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>Stops of contracts: conditional reduce-only market orders, set off by the mark price.</summary>
/// <param name="access">The account.</param>
sealed class BybitStops(BybitAccess access) : IStops
{
    const int MostOrders = 50;

    readonly BybitOrders orders = new(access, OrderCategory.Linear);

    /// <inheritdoc />
    public Task<SubmitOutcome> PlaceAsync(StopOrder stop, CancellationToken cancellation) =>
        access.ChangeAsync(api => api.Trading.PlaceOrderAsync(
            Venue.Category.Linear, stop.Pair.Symbol, BybitRows.SideOf(stop.Side), Venue.NewOrderType.Market, stop.Quantity.Amount,
            triggerDirection: stop.Side == OrderSide.Sell ? Venue.TriggerDirection.Fall : Venue.TriggerDirection.Rise,
            triggerPrice: stop.Trigger.Value, triggerBy: Venue.TriggerType.MarkPrice,
            positionIdx: Venue.PositionIdx.OneWayMode, clientOrderId: stop.ClientId.Value, reduceOnly: true,
            // Should margin be short then, other orders make room for it.
            closeOnTrigger: true, ct: cancellation));

    /// <inheritdoc />
    public Task<SubmitOutcome> AmendAsync(StopOrder stop, CancellationToken cancellation) =>
        access.ChangeAsync(api => api.Trading.EditOrderAsync(
            Venue.Category.Linear, stop.Pair.Symbol, clientOrderId: stop.ClientId.Value, quantity: stop.Quantity.Amount,
            triggerPrice: stop.Trigger.Value, triggerBy: Venue.TriggerType.MarkPrice, ct: cancellation));

    /// <inheritdoc />
    public async Task<SubmitOutcome> CancelAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        var outcome = await access.ChangeAsync(api => api.Trading.CancelOrderAsync(
            Venue.Category.Linear, pair.Symbol, clientOrderId: id.Value, ct: cancellation));
        // "Not there" is also said of a stop that is not visible yet, so only one that shows as ended is taken for gone.
        return outcome is SubmitOutcome.Unknown && await EndedAsync(pair, id, cancellation)
            ? new SubmitOutcome.Accepted(null)
            : outcome;
    }

    /// <inheritdoc />
    public async Task<StopSnapshot?> FindStopAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        await orders.FindRowAsync(pair, id, null, cancellation) is { } row ? BybitRows.StopOf(row, pair, id) : null;

    /// <inheritdoc />
    public async Task<IReadOnlyList<StopSnapshot>> ListOpenAsync(Pair pair, CancellationToken cancellation)
    {
        var rows = await access.ListAsync((api, cursor) => api.Trading.GetOrdersAsync(
            Venue.Category.Linear, pair.Symbol, openOnly: 0, orderFilter: Venue.OrderFilter.StopOrder, limit: MostOrders,
            cursor: cursor, ct: cancellation), cancellation);
        return [.. rows
            .Where(row => row.Status == Venue.OrderStatus.Untriggered && row.Symbol == pair.Symbol)
            // A stop that a person placed has no id of ours, and is left alone.
            .Where(row => BybitRows.IdOf(row.ClientOrderId) is not null)
            .Select(row => BybitRows.StopOf(row, pair, new ClientOrderId(row.ClientOrderId!)))
            .OrderBy(stop => stop.ClientId.Value, StringComparer.Ordinal)];
    }

    async Task<bool> EndedAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        try
        {
            return await FindStopAsync(pair, id, cancellation) is { Status: StopStatus.Filled or StopStatus.Gone };
        }
        catch (ExchangeUnavailableException)
        {
            return false;
        }
    }
}
