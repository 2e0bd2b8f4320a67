using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Audit;
using Orchestrations.App.Closing;
using Orchestrations.App.Orders;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Breaker;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.KillSwitch;

/// <summary>The steps of the kill switch. Every step may run twice.</summary>
public sealed class KillSwitchActivities(OrderRepository orders, EngineClosers closers, AuditRepository audit, UnreadItems unread)
{
    /// <summary>
    /// Finds the orders without a known end. Only market orders are ever sent, so none rests in a book: what there is to
    /// cancel is an order that is on its way, and looking at it until its end is known is how it is stopped from surprising.
    /// </summary>
    [Function(nameof(PlanKillSwitch))]
    public async Task<KillSwitchPlan> PlanKillSwitch([ActivityTrigger] KillSwitchInput input, CancellationToken cancellation)
    {
        await audit.AppendAsync(
            DecisionKeyOf(input.Run), "kill-switch-decision", input.Run, new { input.Flatten, input.Reason }, cancellation);
        var open = new List<OrderInput>();
        // One that cannot be read keeps nothing else from being stopped; the health watch tells of it.
        await foreach (var record in orders.ListReadableAsync(input.Portfolio, unread, cancellation))
            if (record.Submits > 0 && !OrderLifeCycle.IsEnd(record.At) && record.Order.Purpose != nameof(OrderPurpose.Exit))
                open.Add(record.Order);
        // Sold is what the breaker's last level sells, in its order.
        var closings = input.Flatten ? BreakerActions.Of(BreakerLevel.Emergency).Closes.Select(closers.Of) : [];
        return new KillSwitchPlan(open, [.. closings]);
    }

    /// <summary>The key of a run's first audit record.</summary>
    internal static string DecisionKeyOf(string run) => run + "-decision";

    /// <summary>Records what it came to.</summary>
    [Function(nameof(RecordKillSwitch))]
    public async Task<KillSwitchResult> RecordKillSwitch([ActivityTrigger] KillSwitchStep step, CancellationToken cancellation)
    {
        await audit.AppendAsync(step.Input.Run + "-done", "kill-switch-outcome", step.Input.Run, step.Result, cancellation);
        return step.Result;
    }
}
