using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orders;

namespace Orchestrations.App.Closing;

/// <summary>
/// Sells what an engine holds of coins: decide, carry out the orders one after the other, record. It runs as a child of what
/// asks for it. An order that fails never keeps the others from being tried.
/// </summary>
public static class CloseEngineOrchestrator
{
    /// <summary>Input <see cref="CloseEngineInput"/>, output <see cref="EngineClosed"/>.</summary>
    [Function(nameof(CloseEngineOrchestrator))]
    public static async Task<EngineClosed> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var closing = context.GetInput<CloseEngineInput>() ?? throw new InvalidOperationException(
            "Closing an engine needs a CloseEngineInput.");
        var decided = await context.CallActivityAsync<ClosingDecided>(
            nameof(ClosingActivities.DecideClosing), closing, OrderRetries.Query);
        var lines = new List<ClosedLine>();
        foreach (var order in decided.Orders)
            lines.Add(await CarryOutAsync(context, order));
        return await context.CallActivityAsync<EngineClosed>(
            nameof(ClosingActivities.RecordClosing), new ClosingStep(closing, lines), OrderRetries.Query);
    }

    static async Task<ClosedLine> CarryOutAsync(TaskOrchestrationContext context, OrderInput order)
    {
        try
        {
            var result = await context.CallSubOrchestratorAsync<OrderResult>(
                nameof(OrderOrchestrator), order, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{order.Symbol}"));
            return new ClosedLine(order.Symbol, result.Status, result.NetQuantity, result.NetNotional, result.Code);
        }
        catch (TaskFailedException)
        {
            return new ClosedLine(order.Symbol, "Failed", 0m, 0m, ClosingCodes.OrderFailed);
        }
    }
}
