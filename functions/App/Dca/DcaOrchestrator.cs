using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;

namespace Orchestrations.App.Dca;

/// <summary>
/// One run of a DCA plan: decide, carry out the orders one after the other, count what they came to; then look again at
/// orders of earlier runs that were left without a known end. An order that fails never keeps the others from being tried.
/// </summary>
public static class DcaOrchestrator
{
    /// <summary>Input <see cref="DcaRunInput"/>, output <see cref="DcaRunResult"/>.</summary>
    [Function(nameof(DcaOrchestrator))]
    public static async Task<DcaRunResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<DcaRunInput>() ?? throw new InvalidOperationException(
            "A DCA orchestration needs a DcaRunInput.");
        var now = new DateTimeOffset(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));
        var decided = await context.CallActivityAsync<DcaDecided>(
            nameof(DcaActivities.DecideDca), new DcaDecideInput(run.Plan, context.InstanceId, now), OrderRetries.Query);

        var lines = new List<DcaRunLine>();
        foreach (var order in decided.Orders)
            lines.Add(await CarryOutAsync(context, run.Plan, order, $"{context.InstanceId}-{order.Symbol}"));

        var again = new List<DcaRunLine>();
        foreach (var (number, order) in decided.Unresolved.Index())
            again.Add(await CarryOutAsync(context, run.Plan, order, $"{context.InstanceId}-again-{number}"));
        if (decided.Prove)
            await OperationProof.MakeAsync(context, new OperationPackInput(
                context.InstanceId, DcaActivities.DecisionKeyOf(context.InstanceId))
            {
                LookedAgain = OperationProof.OrNull(decided.Unresolved),
            });
        return new DcaRunResult(run.Plan, run.Interval, lines, again);
    }

    static async Task<DcaRunLine> CarryOutAsync(TaskOrchestrationContext context, string plan, OrderInput order, string child)
    {
        OrderResult? result = null;
        try
        {
            result = await context.CallSubOrchestratorAsync<OrderResult>(
                nameof(OrderOrchestrator), order, new SubOrchestrationOptions(instanceId: child));
        }
        catch (TaskFailedException)
        {
            // Nobody knows how far it came, so its amount stays set aside and a later run looks again.
        }
        return await context.CallActivityAsync<DcaRunLine>(
            nameof(DcaActivities.RecordDcaProgress), new DcaProgressInput(plan, order, result), OrderRetries.Query);
    }
}
