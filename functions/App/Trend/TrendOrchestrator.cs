using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Stops;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Trend;

/// <summary>
/// One day of one contract: decide on the closed bars; enter, then protect; or move the stop; or leave, then remove it. A
/// position whose stop cannot be seen at the exchange is closed: it is never left unprotected for the next day.
/// </summary>
public static class TrendOrchestrator
{
    /// <summary>Input <see cref="TrendRunInput"/>, output <see cref="TrendRunResult"/>.</summary>
    [Function(nameof(TrendOrchestrator))]
    public static async Task<TrendRunResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<TrendRunInput>() ?? throw new InvalidOperationException("A trend run needs a TrendRunInput.");
        var begun = Now(context);
        var decided = await context.CallActivityAsync<TrendDecided>(
            nameof(TrendActivities.DecideTrend), new TrendDecideInput(run, context.InstanceId, begun), OrderRetries.Patient);
        var order = decided.Order is null ? null : await CarryOutAsync(context, decided.Order, "order");
        var stop = await ProtectAsync(context, decided, order);
        var flight = decided.Stop is { Wanted: true } && stop is { Status: not ("Standing" or "Filled") }
            ? await FleeAsync(context, run, decided, order)
            : null;
        var result = await context.CallActivityAsync<TrendRunResult>(
            nameof(TrendActivities.RecordTrendRun),
            new TrendRunEnd(run, context.InstanceId, decided, order, stop, flight, begun, Now(context)), OrderRetries.Patient);
        if (run.Prove && decided.DoesSomething)
            await OperationProof.MakeAsync(
                context, new OperationPackInput(context.InstanceId, TrendActivities.DecisionKeyOf(context.InstanceId))
                {
                    Postings = result.Postings,
                });
        return result;
    }

    static async Task<StopResult?> ProtectAsync(TaskOrchestrationContext context, TrendDecided decided, OrderResult? order)
    {
        if (decided.Stop is not { } stop)
            return null;
        if (decided.Action == "Enter")
        {
            // An order without a known end may be filled yet: the stop covers all of it, and closes no more than there is.
            var quantity = order is null or { Status: nameof(OrderStage.Unresolved) } ? stop.Quantity : order.Quantity;
            if (quantity == 0m)
                return null;
            stop = stop with { Quantity = quantity };
        }
        // While an exit has not sold all, the stop stays: one order may be cut to the exchange's cap.
        if (decided.Action == "Exit" && !TrendOrders.SoldAll(decided.Order!, order))
            stop = stop with { Wanted = true };
        try
        {
            return await context.CallSubOrchestratorAsync<StopResult>(
                nameof(StopOrchestrator), stop, new SubOrchestrationOptions(instanceId: context.InstanceId + "-stop"));
        }
        catch (TaskFailedException e)
        {
            // Nobody knows how the stop stands: that is no reason to leave the position as it is.
            return new StopResult("Unknown", StopOrchestrator.FirstId(stop), 0m, e.FailureDetails.ErrorMessage);
        }
    }

    static Task<OrderResult?> FleeAsync(
        TaskOrchestrationContext context, TrendRunInput run, TrendDecided decided, OrderResult? order)
    {
        var size = decided.Action == "Enter" && order is { Quantity: > 0m } ? order.Quantity : decided.Stop!.Quantity;
        var exit = TrendOrders.Exit(run.Portfolio, context.InstanceId, "unprotected", run.Symbol, size);
        return CarryOutAsync(context, exit, "unprotected");
    }

    static async Task<OrderResult?> CarryOutAsync(TaskOrchestrationContext context, OrderInput order, string name)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<OrderResult>(
                nameof(OrderOrchestrator), order, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{name}"));
        }
        catch (TaskFailedException)
        {
            return null;
        }
    }

    static DateTimeOffset Now(TaskOrchestrationContext context) =>
        new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));
}
