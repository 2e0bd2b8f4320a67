using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.Metrics;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Orders;

/// <summary>
/// The steps of an order from its sending to its end. Every step may run twice. A query without an answer is an answer here
/// ("unavailable"): the orchestrator waits and asks again by the one schedule of <see cref="ResolvePolicy"/>.
/// </summary>
public sealed class OrderResolution(
    OrderRepository orders, AuditRepository audit, LedgerRepository ledger, ContractBooks contracts, OrderVenue venue,
    TimeProvider time, AlertRepository? alerts = null, AppMeters? meters = null)
{
    /// <summary>Looks for the order at the exchange and notes that it was seen.</summary>
    [Function(nameof(LookUpOrder))]
    public async Task<OrderLookUp> LookUpOrder([ActivityTrigger] OrderInput order, CancellationToken cancellation)
    {
        var intent = OrderRecord.IntentOf(order);
        OrderSnapshot? seen;
        try
        {
            seen = await venue.Of(OrderRecord.CategoryOf(order)).FindOrderAsync(
                intent.Pair, intent.ClientId, await SentAtAsync(order, intent, cancellation), cancellation);
        }
        catch (ExchangeUnavailableException e)
        {
            return new OrderLookUp("Unavailable", null, false, 0m, e.Message);
        }
        if (seen is null)
            return new OrderLookUp("NotFound", null, false, 0m, null);

        var stage = OrderLifeCycle.StageOf(seen.Status);
        await orders.ChangeAsync(order.Portfolio, intent.ClientId.Value, r => Seen(r, seen, stage), cancellation);
        return new OrderLookUp("Found", stage.ToString(), seen.IsFinal, seen.Filled.Amount, seen.RejectReason);
    }

    /// <summary>Posts every execution of the order that the exchange shows, each once.</summary>
    [Function(nameof(PostOrderFills))]
    public async Task<OrderFillsPosted> PostOrderFills([ActivityTrigger] OrderFillsInput input, CancellationToken cancellation)
    {
        var order = input.Order;
        var intent = OrderRecord.IntentOf(order);
        IReadOnlyList<Fill> fills;
        IReadOnlyDictionary<string, string> booked;
        try
        {
            fills = await venue.Of(OrderRecord.CategoryOf(order)).GetFillsAsync(
                intent.Pair, intent.ClientId, await SentAtAsync(order, intent, cancellation), cancellation);
            booked = await BookAsync(order, intent, fills, cancellation);
        }
        catch (ExchangeUnavailableException)
        {
            return new OrderFillsPosted(false);
        }
        // What the transaction log does not show yet is counted when it does.
        fills = [.. fills.Where(fill => booked.ContainsKey(fill.ExecutionId))];
        var sum = FillSummary.Of(intent.Pair, intent.Side, fills);
        var record = RecordOf(sum, fills) with { Postings = [.. fills.Select(fill => booked[fill.ExecutionId])] };
        await orders.ChangeAsync(order.Portfolio, intent.ClientId.Value, r => WithFills(r, record), cancellation);
        return new OrderFillsPosted(sum.Quantity.Amount >= input.Filled);
    }

    /// <summary>Brings the order to its end, records it in the audit log, and answers what it came to.</summary>
    [Function(nameof(RecordOrderOutcome))]
    public async Task<OrderResult> RecordOrderOutcome([ActivityTrigger] OrderEnd end, CancellationToken cancellation)
    {
        var order = end.Order;
        var id = OrderRecord.IntentOf(order).ClientId.Value;
        var stage = Enum.Parse<OrderStage>(end.Stage);
        // An order that could not even be sized has no record yet.
        if (stage == OrderStage.NotPlaced && await orders.FindAsync(order.Portfolio, id, cancellation) is null)
            await orders.CreateAsync(new OrderRecord(order, id, end.Stage, 0m, 0m, time.GetUtcNow()), cancellation);
        var record = await orders.ChangeAsync(order.Portfolio, id, r =>
            r.At == stage && r.Code == end.Code && r.Reason == end.Reason
            ? r
            : r.MoveTo(stage) with { Code = end.Code, Reason = end.Reason }, cancellation);
        var result = ResultOf(record);
        meters?.OrderEnded(
            order.Operation, order.Symbol, order.Side, result.Status, result.Quantity > 0m,
            record.FirstSubmit is { } sent ? time.GetUtcNow() - sent : null);
        if (alerts is not null)
            await OrderAlerts.TellAsync(alerts, order, result, cancellation);
        await audit.AppendAsync($"{id}-outcome-{end.By}", "order-outcome", order.Instance, result, cancellation);
        return result;
    }

    async Task<DateTimeOffset> SentAtAsync(OrderInput order, OrderIntent intent, CancellationToken cancellation) =>
        await orders.FindAsync(order.Portfolio, intent.ClientId.Value, cancellation) is { } record
            ? record.FirstSubmit ?? record.CreatedAt
            : throw OrderRepository.Missing(intent.ClientId.Value);

    // Spot is booked from the fills themselves; contracts from the transaction log, which alone has the realised profit.
    // Answers the source of each execution's entry.
    async Task<IReadOnlyDictionary<string, string>> BookAsync(
        OrderInput order, OrderIntent intent, IReadOnlyList<Fill> fills, CancellationToken cancellation)
    {
        var engine = Account.ParseEngine(order.Engine);
        if (OrderRecord.CategoryOf(order) == OrderCategory.Linear)
            return await contracts.BookOrderAsync(
                order.Portfolio, engine, intent.ClientId, await SentAtAsync(order, intent, cancellation), cancellation);
        var booked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fill in fills)
        {
            var entry = JournalEntries.Fill(fill, engine);
            await ledger.PostAsync(order.Portfolio, entry, cancellation);
            booked[fill.ExecutionId] = entry.Source;
        }
        return booked;
    }

    // A final stage is not recorded yet: the order ends only when its fills are posted too.
    static OrderRecord Seen(OrderRecord record, OrderSnapshot seen, OrderStage stage)
    {
        var moved = !seen.IsFinal && record.At != stage && OrderLifeCycle.CanMove(record.At, stage);
        if (!moved && record.Acknowledged && record.OrderId is not null)
            return record;
        var known = record with { Acknowledged = true, OrderId = record.OrderId ?? seen.OrderId };
        return moved ? known.MoveTo(stage) : known;
    }

    // Never fewer fills than before: an answer that lags does not take back what was posted.
    static OrderRecord WithFills(OrderRecord record, OrderFillsRecord fills) =>
        (record.Fills?.Executions.Count ?? 0) >= fills.Executions.Count ? record : record with { Fills = fills };

    static OrderFillsRecord RecordOf(FillSummary sum, IReadOnlyList<Fill> fills) => new(
        sum.Quantity.Amount, sum.NetQuantity.Amount, sum.Notional.Amount, sum.NetNotional.Amount,
        [.. sum.Fees.Select(f => new OrderFee(f.Amount, f.Asset.Code))], [.. fills.Select(f => f.ExecutionId)]);

    static OrderResult ResultOf(OrderRecord record)
    {
        var fills = record.Fills ?? new OrderFillsRecord(0m, 0m, 0m, 0m, [], []);
        return new OrderResult(
            record.ClientId, record.Order.Symbol, record.Order.Side, record.Stage,
            fills.Quantity, fills.NetQuantity, fills.Notional, fills.NetNotional, fills.Fees,
            fills.Quantity == 0m ? null : fills.Notional / fills.Quantity, record.Code, record.Reason);
    }
}
