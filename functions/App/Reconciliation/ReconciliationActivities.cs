using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Orders;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Reconciliation;

/// <summary>The steps of a reconciliation. Every step may run twice.</summary>
public sealed class ReconciliationActivities(
    BookComparison comparison, ContractBooks contracts, OrderRepository orders, AlertRepository alerts, AuditRepository audit,
    TimeProvider time)
{
    // An order is worked on for two hours before it is left without a known end (ResolvePolicy.GiveUpAfter).
    static readonly TimeSpan WorkedOn = TimeSpan.FromHours(3);

    /// <summary>Books what the exchange did by itself, and compares both sides.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; ask again.</exception>
    [Function(nameof(CompareBooks))]
    public async Task<ReconciliationLook> CompareBooks([ActivityTrigger] ReconciliationInput input, CancellationToken cancellation)
    {
        var reading = await contracts.BookNewAsync(input.Portfolio, cancellation);
        var open = new List<OrderRecord>();
        await foreach (var order in orders.ListOpenAsync(input.Portfolio, cancellation))
            open.Add(order);
        var differences = await comparison.CompareAsync(input.Portfolio, reading, open, cancellation);
        var now = time.GetUtcNow();
        var left = open.Where(order => order.At == OrderStage.Unresolved || now - order.CreatedAt >= WorkedOn)
            .Where(order => OrderLifeCycle.MayBeAtExchange(order.At));
        return new ReconciliationLook(reading.Booked.Count, differences, [.. left.Select(order => order.Order)]);
    }

    /// <summary>Raises what both looks showed, and records the run.</summary>
    [Function(nameof(RecordReconciliation))]
    public async Task<ReconciliationResult> RecordReconciliation(
        [ActivityTrigger] ReconciliationLooks looks, CancellationToken cancellation)
    {
        var stayed = (looks.Second?.Differences ?? [])
            .Where(d => looks.First.Differences.Any(f => f.Kind == d.Kind && f.Subject == d.Subject))
            .Concat((looks.Second?.Orders ?? []).Select(LostOrder))
            .ToList();
        // One alert for each difference until a run does not find it any more.
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var difference in stayed.Where(d => d.ExplainedBy is null))
            open.Add((await alerts.RaiseAsync(new Alert(
                $"{looks.Instance}-{difference.Kind}-{difference.Subject}", SeverityOf(difference.Kind), difference.Code,
                difference.Subject, $"The books and the exchange differ in the {difference.Kind} of {difference.Subject}.",
                difference.Books, difference.Exchange)
            {
                About = $"{AboutPrefix(looks)}{difference.Kind}-{difference.Subject}", Lasts = true,
            }, cancellation)).About);
        await alerts.EndOthersAsync(AboutPrefix(looks), open.Contains, "books and exchange agree again", cancellation);
        var result = new ReconciliationResult(
            looks.First.Booked + (looks.Second?.Booked ?? 0), looks.First.Orders.Count, stayed);
        await audit.AppendAsync(looks.Instance, "reconciliation", looks.Instance, result, cancellation);
        return result;
    }

    static ReconciliationDifference LostOrder(OrderInput order) => new(
        "order", OrderRecord.IntentOf(order).ClientId.Value, ReconciliationCodes.Order, "may have been sent", "does not show it");

    static string AboutPrefix(ReconciliationLooks looks) => $"books-{looks.Input.Portfolio}-";

    static AlertSeverity SeverityOf(string kind) =>
        kind is "position" or "stop" ? AlertSeverity.P0 : AlertSeverity.P2;
}
