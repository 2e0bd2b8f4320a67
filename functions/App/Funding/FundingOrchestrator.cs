using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orders;

namespace Orchestrations.App.Funding;

/// <summary>
/// One cycle of a hedge, once in each settlement interval of its contract: decide; enter with the spot leg first; bring the
/// legs to where they should be, order by order, as the books show them; record how long a leg stood alone. What a cycle
/// leaves undone, for whatever reason, the next one finds in the books.
/// </summary>
public static class FundingOrchestrator
{
    // Beyond the attempts of the contract leg: what it takes to sell what stands alone.
    const int MoreSteps = 6;

    /// <summary>Input <see cref="FundingCycleInput"/>, output <see cref="FundingCycleResult"/>.</summary>
    [Function(nameof(FundingOrchestrator))]
    public static async Task<FundingCycleResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var cycle = context.GetInput<FundingCycleInput>() ?? throw new InvalidOperationException(
            "A funding cycle needs a FundingCycleInput.");
        var decided = await context.CallActivityAsync<FundingDecided>(
            nameof(FundingActivities.DecideFunding), new FundingDecideInput(cycle, context.InstanceId, Now(context)),
            OrderRetries.Query);
        if (decided.Action is "None" or "Hold")
            return await EndAsync(context, cycle, decided, null, TimeSpan.Zero, madeEqual: true, gaveUp: false);

        if (decided.Spot is { } spot && await CarryOutAsync(context, spot, "spot") is { NetQuantity: 0m })
            return await EndAsync(context, cycle, decided, null, TimeSpan.Zero, madeEqual: true, gaveUp: false);
        return await BringTogetherAsync(context, cycle, decided);
    }

    static async Task<FundingCycleResult> BringTogetherAsync(
        TaskOrchestrationContext context, FundingCycleInput cycle, FundingDecided decided)
    {
        var held = decided.Action != "Exit";
        var begun = Now(context);
        for (var step = 1; ; step++)
        {
            var alone = Now(context) - begun;
            // Half of the time is for hedging, half for selling what could not be hedged.
            var giveUp = held && (step > decided.LegAttempts || alone >= decided.MaxNaked / 2);
            var leg = await context.CallActivityAsync<FundingLeg>(
                nameof(FundingActivities.NextFundingLeg),
                new FundingLegInput(cycle, context.InstanceId, step, held, giveUp), OrderRetries.Query);
            if (leg.Order is null)
                return await EndAsync(context, cycle, decided, leg, step == 1 ? TimeSpan.Zero : alone, madeEqual: true, giveUp);
            var result = step <= decided.LegAttempts + MoreSteps ? await CarryOutAsync(context, leg.Order, $"leg-{step}") : null;
            // An order without a known end may be filled yet: another one beside it could make the legs unequal for good.
            if (result is null or { Status: "Unresolved" or "Failed" })
                return await EndAsync(context, cycle, decided, leg, Now(context) - begun, madeEqual: false, giveUp);
        }
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

    static Task<FundingCycleResult> EndAsync(
        TaskOrchestrationContext context, FundingCycleInput cycle, FundingDecided decided, FundingLeg? legs, TimeSpan naked,
        bool madeEqual, bool gaveUp) => context.CallActivityAsync<FundingCycleResult>(
            nameof(FundingActivities.RecordFundingCycle),
            new FundingCycleEnd(cycle, context.InstanceId, decided, legs, naked, madeEqual, gaveUp, Now(context)),
            OrderRetries.Query);

    static DateTimeOffset Now(TaskOrchestrationContext context) =>
        new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));
}
