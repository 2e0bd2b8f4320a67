using System.Globalization;
using Orchestrations.App.Alerts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.Orders;
using Orchestrations.App.Risk;
using Orchestrations.App.Stops;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Orders;
using Venue = Bybit.Net.Enums;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>
/// Looks at each start for executions of orders that have our form of id and no record in the books. There are such only when the
/// books were restored from an older copy, or another system trades the account. Both would buy and sell again what was traded
/// already, so the emergency stop is set before any order can be sent; what was found is not looked at again once a person
/// released it.
/// </summary>
sealed class BybitLostOrders(
    BybitAccess access, OrderRepository orders, StopSightings stops, LedgerRepository ledger, EmergencyStop stop, AlertRepository alerts,
    IStore store, TradingSettings trading, TimeProvider time)
{
    /// <summary>Code of executions that the books do not know.</summary>
    public const string Found = "ORC-AZURE-005";

    const int MostExecutions = 100;
    const int MostNamed = 5;

    // As far as one question reaches, and as far as Cosmos DB's continuous backups do.
    static readonly TimeSpan lookBack = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);

    // Executions show late, and two clocks differ.
    static readonly TimeSpan overlap = TimeSpan.FromHours(1);

    StoreKey Key => new("books-" + trading.Portfolio, "looked-to");

    /// <summary>Looks once.</summary>
    /// <exception cref="ExchangeUnavailableException">There was no usable answer.</exception>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var looked = await store.GetAsync(Key, cancellation);
        var from = looked is null ? await BegunAsync(now, cancellation) : StoreJson.Read<LookedTo>(looked).At;
        var lost = await LostAsync(from > now - lookBack ? from : now - lookBack, now, cancellation);
        if (lost.Count > 0)
            await StopAsync(lost, now, cancellation);
        var json = StoreJson.Write(new LookedTo(lost.Count > 0 ? now : now - overlap));
        StoreOperation write = looked is null
            ? new StoreOperation.Create(Key.Id, json)
            : new StoreOperation.Replace(Key.Id, json, looked.ETag);
        // Of two hosts that look at once, one notes it.
        await store.WriteAsync(Key.Partition, [write], cancellation);
    }

    async Task<DateTimeOffset> BegunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await foreach (var first in ledger.EntriesAsync(trading.Portfolio, 0, cancellation))
            return first.Time;
        return now;
    }

    async Task<IReadOnlyList<string>> LostAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var lost = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var category in (Venue.Category[])[Venue.Category.Spot, Venue.Category.Linear])
        {
            var rows = await access.ListAsync((api, cursor) => api.Trading.GetUserTradesAsync(
                category, startTime: from.UtcDateTime, endTime: to.UtcDateTime, limit: MostExecutions, cursor: cursor, ct: cancellation),
                cancellation);
            foreach (var id in rows.Where(row => !IsStop(row.StopOrderType)).Select(row => row.ClientOrderId).OfType<string>()
                .Where(ClientOrderIds.IsOwn).Distinct())
                if (await orders.FindAsync(trading.Portfolio, id, cancellation) is null && await stops.LastAsync(id, cancellation) is null)
                    lost.Add(id);
        }
        return [.. lost];
    }

    // Stops have no order record; what they did is booked from the transaction log. Bybit names the kind of an order that is none with
    // a word of its own, or not at all; a stop that is not named so was seen when it stood.
    static bool IsStop(Venue.StopOrderType? kind) => kind is Venue.StopOrderType.Stop;

    async Task StopAsync(IReadOnlyList<string> lost, DateTimeOffset now, CancellationToken cancellation)
    {
        var named = string.Join(' ', lost.Take(MostNamed));
        var reason = string.Create(
            CultureInfo.InvariantCulture, $"{Found}: {lost.Count} orders were executed that these books do not know: {named}");
        await stop.SwitchAsync(true, reason, cancellation);
        await alerts.RaiseAsync(new Alert(
            $"lost-orders-{now.UtcTicks.ToString(CultureInfo.InvariantCulture)}", AlertSeverity.P0, Found, trading.Portfolio,
            "The account has executions of orders that the books do not know: they were restored from an older copy, or another system "
            + "trades the account. Every order is refused.", "no such orders", named), cancellation);
    }
}

/// <summary>Up to when executions were looked for, as stored.</summary>
sealed record LookedTo(DateTimeOffset At);
