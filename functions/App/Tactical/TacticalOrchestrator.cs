using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tactical;

/// <summary>
/// One look of the tactical reserve: decide, look again at orders left without a known end, give back what is to go back to the
/// core, then deploy slice by slice with durable timers in between. Each slice passes the risk rules
/// anew; a slice that is refused or fails stays in the reserve.
/// </summary>
public static class TacticalOrchestrator
{
    /// <summary>Input <see cref="TacticalInput"/>, output <see cref="TacticalResult"/>.</summary>
    [Function(nameof(TacticalOrchestrator))]
    public static async Task<TacticalResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<TacticalInput>() ?? throw new InvalidOperationException(
            "A tactical run needs a TacticalInput.");
        var now = new DateTimeOffset(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));
        var decided = await context.CallActivityAsync<TacticalDecided>(
            nameof(TacticalActivities.DecideTactical), new TacticalStep(input.Portfolio, input.Run, now), OrderRetries.Query);
        var lines = new List<TacticalLine>();
        foreach (var (number, open) in decided.Again.Index())
            lines.Add(await CarryOutAsync(context, open.Order, open.Position, open.OpenedAt, $"again-{number}"));
        foreach (var exit in decided.Exits)
            lines.Add(await CarryOutAsync(context, exit.Order, exit.Position, now, exit.Order.Step));
        foreach (var (number, slice) in decided.Slices.Index())
        {
            if (number > 0)
                await context.CreateTimer(input.SliceEvery, CancellationToken.None);
            foreach (var order in slice)
                lines.Add(await CarryOutAsync(context, order, $"{input.Run}-{order.Symbol}", now, order.Step));
        }
        var result = await context.CallActivityAsync<TacticalResult>(
            nameof(TacticalActivities.RecordTactical),
            new TacticalEnd(input.Run, new TacticalResult(decided.Outcome, decided.Score, lines)), OrderRetries.Query);
        if (input.Prove && lines.Count > 0)
        {
            var sold = decided.Exits.Select(exit => exit.Order).Concat(decided.Again.Select(open => open.Order))
                .Where(order => order.Side == nameof(OrderSide.Sell));
            await OperationProof.MakeAsync(context, new OperationPackInput(input.Run, input.Run + "-decision")
            {
                LookedAgain = OperationProof.OrNull(decided.Again.Select(open => open.Order)),
                Postings = OperationProof.OrNull(sold.Select(TacticalReturns.SourceOf)),
            });
        }
        return result;
    }

    static async Task<TacticalLine> CarryOutAsync(
        TaskOrchestrationContext context, OrderInput order, string position, DateTimeOffset openedAt, string child)
    {
        OrderResult? result = null;
        try
        {
            result = await context.CallSubOrchestratorAsync<OrderResult>(
                nameof(OrderOrchestrator), order, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{child}"));
        }
        catch (TaskFailedException)
        {
            // Nobody knows how far it came, so nothing of it is counted; a later run looks again.
        }
        return await context.CallActivityAsync<TacticalLine>(
            nameof(TacticalActivities.RecordTacticalOrder), new TacticalOrderEnd(order, position, openedAt, result), OrderRetries.Query);
    }
}
