using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Closing;
using Orchestrations.App.Orders;
using Orchestrations.App.Stops;

namespace Orchestrations.App.Trend;

/// <summary>Closes every trend position, whoever asks, and removes its stop once it is gone.</summary>
public static class CloseTrendOrchestrator
{
    /// <summary>Input <see cref="CloseEngineInput"/>, output <see cref="EngineClosed"/>.</summary>
    [Function(nameof(CloseTrendOrchestrator))]
    public static async Task<EngineClosed> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var closing = context.GetInput<CloseEngineInput>() ?? throw new InvalidOperationException(
            "Closing an engine needs a CloseEngineInput.");
        var open = await context.CallActivityAsync<TrendExits>(
            nameof(TrendActivities.ListTrendExits), new TrendExitsInput(closing.Portfolio, context.InstanceId), OrderRetries.Patient);
        var lines = new List<ClosedLine>();
        foreach (var exit in open.Exits)
        {
            var order = exit.Order!;
            var result = await CarryOutAsync(context, order);
            lines.Add(ClosedLines.Of(order, result));
            if (exit.Stop is { } stop && TrendOrders.SoldAll(order, result))
                await context.CallSubOrchestratorAsync<StopResult>(
                    nameof(StopOrchestrator), stop,
                    new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{order.Symbol}-stop"));
        }
        return new EngineClosed(closing.Engine, lines, null);
    }

    static async Task<OrderResult?> CarryOutAsync(TaskOrchestrationContext context, OrderInput order)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<OrderResult>(
                nameof(OrderOrchestrator), order, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{order.Symbol}"));
        }
        catch (TaskFailedException)
        {
            return null;
        }
    }
}
