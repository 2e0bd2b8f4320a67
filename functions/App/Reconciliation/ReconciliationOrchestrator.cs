using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orders;

namespace Orchestrations.App.Reconciliation;

/// <summary>
/// Compares the books with the exchange. What differs is looked at again a little later, because an order under way makes
/// both sides differ for a moment; what differs twice is an alert. Orders whose end nobody learned are looked for on the
/// way, before the exchange forgets them after a day.
/// </summary>
public static class ReconciliationOrchestrator
{
    /// <summary>Input <see cref="ReconciliationInput"/>, output <see cref="ReconciliationResult"/>.</summary>
    [Function(nameof(ReconciliationOrchestrator))]
    public static async Task<ReconciliationResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<ReconciliationInput>() ?? throw new InvalidOperationException(
            "A reconciliation needs a ReconciliationInput.");
        var first = await LookAsync(context, input);
        foreach (var (number, order) in first.Orders.Index())
            await LookForAsync(context, order, $"{context.InstanceId}-order-{number}");

        ReconciliationLook? second = null;
        if (first.Orders.Count > 0 || first.Differences.Count > 0)
        {
            await context.CreateTimer(input.SecondLookAfter, CancellationToken.None);
            second = await LookAsync(context, input);
        }
        return await context.CallActivityAsync<ReconciliationResult>(
            nameof(ReconciliationActivities.RecordReconciliation),
            new ReconciliationLooks(input, context.InstanceId, first, second), OrderRetries.Query);
    }

    static Task<ReconciliationLook> LookAsync(TaskOrchestrationContext context, ReconciliationInput input) =>
        context.CallActivityAsync<ReconciliationLook>(nameof(ReconciliationActivities.CompareBooks), input, OrderRetries.Query);

    static async Task LookForAsync(TaskOrchestrationContext context, OrderInput order, string child)
    {
        try
        {
            await context.CallSubOrchestratorAsync<OrderResult>(
                nameof(OrderOrchestrator), order, new SubOrchestrationOptions(instanceId: child));
        }
        catch (TaskFailedException)
        {
            // The second look shows the order as it stands.
        }
    }
}
