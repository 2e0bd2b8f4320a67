using Microsoft.DurableTask;
using Orchestrations.App.Orders;

namespace Orchestrations.App.Funding;

/// <summary>Brings the legs of a hedge to where they should be, order by order, as the books show them. Order of steps only.</summary>
static class HedgeSteps
{
    // Beyond the attempts of the contract leg: what it takes to sell what stands alone.
    const int MoreSteps = 6;

    /// <summary>How the legs were left.</summary>
    /// <param name="Legs">As last read.</param>
    /// <param name="Naked">How long a leg stood alone, at most.</param>
    /// <param name="MadeEqual">False when a leg was left alone.</param>
    /// <param name="GaveUp">True when the contract leg was given up.</param>
    /// <param name="Orders">What was ordered, with what it came to.</param>
    public sealed record Outcome(
        FundingLeg Legs, TimeSpan Naked, bool MadeEqual, bool GaveUp, IReadOnlyList<(OrderInput Order, OrderResult? Result)> Orders);

    /// <summary>Runs the steps.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="cycle">The hedge.</param>
    /// <param name="instance">Names the orders and their orchestrations.</param>
    /// <param name="held">True to end with equal legs, false to end with none.</param>
    /// <param name="attempts">How often the contract leg is tried.</param>
    /// <param name="maxNaked">How long a leg may stand alone.</param>
    /// <param name="aloneSince">Since when a leg may have stood alone, UTC; null for now.</param>
    public static async Task<Outcome> RunAsync(
        TaskOrchestrationContext context, FundingCycleInput cycle, string instance, bool held, int attempts, TimeSpan maxNaked,
        DateTime? aloneSince = null)
    {
        var orders = new List<(OrderInput, OrderResult?)>();
        var begun = aloneSince ?? context.CurrentUtcDateTime;
        var gaveUp = false;
        for (var step = 1; ; step++)
        {
            var alone = context.CurrentUtcDateTime - begun;
            // Half of the time is for hedging, half for selling what could not be hedged; it is tried once in any case.
            var giveUp = held && (step > attempts || (step > 1 && alone >= maxNaked / 2));
            var leg = await context.CallActivityAsync<FundingLeg>(
                nameof(FundingActivities.NextFundingLeg), new FundingLegInput(cycle, instance, step, held, giveUp),
                OrderRetries.Patient);
            if (leg.Order is null)
                return new Outcome(leg, step == 1 && aloneSince is null ? TimeSpan.Zero : alone, MadeEqual: true, gaveUp, orders);
            gaveUp |= giveUp;
            var result = step <= attempts + MoreSteps ? await CarryOutAsync(context, leg.Order, $"{instance}-leg-{step}") : null;
            orders.Add((leg.Order, result));
            // An order without a known end may be filled yet: another one beside it could make the legs unequal for good.
            if (result is null or { Status: "Unresolved" })
                return new Outcome(leg, context.CurrentUtcDateTime - begun, MadeEqual: false, gaveUp, orders);
        }
    }

    /// <summary>One order; null when its orchestration failed.</summary>
    public static async Task<OrderResult?> CarryOutAsync(TaskOrchestrationContext context, OrderInput order, string child)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<OrderResult>(
                nameof(OrderOrchestrator), order, new SubOrchestrationOptions(instanceId: child));
        }
        catch (TaskFailedException)
        {
            return null;
        }
    }
}
