using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Closing;
using Orchestrations.App.Orders;

namespace Orchestrations.App.Funding;

/// <summary>Closes every hedge, whoever asks: the contract first, then the spot that it hedged.</summary>
public static class CloseFundingOrchestrator
{
    /// <summary>Input <see cref="CloseEngineInput"/>, output <see cref="EngineClosed"/>.</summary>
    [Function(nameof(CloseFundingOrchestrator))]
    public static async Task<EngineClosed> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var closing = context.GetInput<CloseEngineInput>() ?? throw new InvalidOperationException(
            "Closing an engine needs a CloseEngineInput.");
        var open = await context.CallActivityAsync<FundingHedges>(
            nameof(FundingActivities.ListHedges), closing, OrderRetries.Patient);
        var lines = new List<ClosedLine>();
        var complete = true;
        foreach (var symbol in open.Symbols)
        {
            var cycle = new FundingCycleInput(closing.Portfolio, symbol, closing.Run);
            var outcome = await HedgeSteps.RunAsync(
                context, cycle, $"{context.InstanceId}-{symbol}", held: false, open.LegAttempts, open.MaxNaked);
            lines.AddRange(outcome.Orders.Select(order => ClosedLines.Of(order.Order, order.Result)));
            complete &= outcome.MadeEqual;
        }
        return new EngineClosed(closing.Engine, lines, complete ? null : ClosingCodes.OrderFailed);
    }
}
