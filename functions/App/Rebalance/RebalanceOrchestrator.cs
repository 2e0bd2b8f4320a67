using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;

namespace Orchestrations.App.Rebalance;

/// <summary>
/// One look at the core: decide, sell what is too much, then buy what is too little with the cash that is there. An order that
/// fails never keeps the others from being tried.
/// </summary>
public static class RebalanceOrchestrator
{
    /// <summary>Input <see cref="RebalanceInput"/>, output <see cref="RebalanceResult"/>.</summary>
    [Function(nameof(RebalanceOrchestrator))]
    public static async Task<RebalanceResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<RebalanceInput>() ?? throw new InvalidOperationException(
            "A rebalance needs a RebalanceInput.");
        var now = new DateTimeOffset(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));
        var step = new RebalanceStep(input.Portfolio, input.Run, now);
        var decided = await context.CallActivityAsync<RebalanceDecided>(
            nameof(RebalanceActivities.DecideRebalance), step, OrderRetries.Query);
        var lines = new List<RebalanceLine>();
        foreach (var (number, order) in decided.Again.Index())
            lines.Add(await CarryOutAsync(context, order, $"again-{number}"));
        foreach (var order in decided.Sells)
            lines.Add(await CarryOutAsync(context, order, order.Symbol));
        if (decided.HasBuys)
        {
            var buys = await context.CallActivityAsync<RebalanceBuys>(
                nameof(RebalanceActivities.FitRebalanceBuys), step, OrderRetries.Query);
            foreach (var order in buys.Orders)
                lines.Add(await CarryOutAsync(context, order, order.Symbol));
        }
        var result = await context.CallActivityAsync<RebalanceResult>(
            nameof(RebalanceActivities.RecordRebalance),
            new RebalanceEnd(input.Portfolio, input.Run, new RebalanceResult(decided.Reason, lines)), OrderRetries.Query);
        if (input.Prove && lines.Count > 0)
            await OperationProof.MakeAsync(context, new OperationPackInput(input.Run, input.Run + "-decision")
            {
                LookedAgain = OperationProof.OrNull(decided.Again),
            });
        return result;
    }

    static async Task<RebalanceLine> CarryOutAsync(TaskOrchestrationContext context, OrderInput order, string child)
    {
        try
        {
            var result = await context.CallSubOrchestratorAsync<OrderResult>(
                nameof(OrderOrchestrator), order, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{child}"));
            return new RebalanceLine(order.Symbol, order.Side, order.Size, result.Status, result.Notional, result.Code);
        }
        catch (TaskFailedException)
        {
            return new RebalanceLine(order.Symbol, order.Side, order.Size, "Failed", 0m, RebalanceCodes.OrderFailed);
        }
    }
}
