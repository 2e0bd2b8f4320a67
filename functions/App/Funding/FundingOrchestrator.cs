using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;

namespace Orchestrations.App.Funding;

/// <summary>
/// One cycle of a hedge, once in each settlement interval of its contract: decide; enter with the spot leg first; bring the
/// legs to where they should be; record how long a leg stood alone. What a cycle leaves undone, for whatever reason, the next
/// one finds in the books.
/// </summary>
public static class FundingOrchestrator
{
    /// <summary>Input <see cref="FundingCycleInput"/>, output <see cref="FundingCycleResult"/>.</summary>
    [Function(nameof(FundingOrchestrator))]
    public static async Task<FundingCycleResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var cycle = context.GetInput<FundingCycleInput>() ?? throw new InvalidOperationException(
            "A funding cycle needs a FundingCycleInput.");
        var begun = Now(context);
        var decided = await context.CallActivityAsync<FundingDecided>(
            nameof(FundingActivities.DecideFunding), new FundingDecideInput(cycle, context.InstanceId, begun),
            OrderRetries.Patient);
        if (decided.Action is "None" or "Hold")
            return await EndAsync(context, cycle, begun, decided, null, null);
        var result = await HedgeAsync(context, cycle, begun, decided);
        if (cycle.Prove)
            await OperationProof.MakeAsync(
                context, new OperationPackInput(context.InstanceId, FundingActivities.DecisionKeyOf(context.InstanceId)));
        return result;
    }

    static async Task<FundingCycleResult> HedgeAsync(
        TaskOrchestrationContext context, FundingCycleInput cycle, DateTimeOffset begun, FundingDecided decided)
    {
        var sent = context.CurrentUtcDateTime;
        var spot = decided.Spot is null
            ? null
            : await HedgeSteps.CarryOutAsync(context, decided.Spot, context.InstanceId + "-spot");
        if (spot is { NetQuantity: 0m })
            return await EndAsync(context, cycle, begun, decided, spot, null);
        // From when the spot order was sent: when it was filled, only the exchange knows.
        var outcome = await HedgeSteps.RunAsync(
            context, cycle, context.InstanceId, decided.Action != "Exit", decided.LegAttempts, decided.MaxNaked,
            decided.Spot is null ? null : sent);
        return await EndAsync(context, cycle, begun, decided, spot, outcome);
    }

    static Task<FundingCycleResult> EndAsync(
        TaskOrchestrationContext context, FundingCycleInput cycle, DateTimeOffset begun, FundingDecided decided,
        OrderResult? spot, HedgeSteps.Outcome? outcome) =>
        context.CallActivityAsync<FundingCycleResult>(
            nameof(FundingActivities.RecordFundingCycle),
            new FundingCycleEnd(
                cycle, context.InstanceId, decided, spot, outcome?.Naked ?? TimeSpan.Zero, outcome?.MadeEqual ?? true,
                outcome?.GaveUp ?? false, begun, Now(context)),
            OrderRetries.Patient);

    static DateTimeOffset Now(TaskOrchestrationContext context) =>
        new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));
}
