using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Closing;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;

namespace Orchestrations.App.KillSwitch;

/// <summary>
/// Carries the kill switch out. Entries are refused from the moment it is pulled, before this runs; this brings every order
/// that is on its way to a known end, and sells everything where that was asked for.
/// </summary>
public static class KillSwitchOrchestrator
{
    /// <summary>Input <see cref="KillSwitchInput"/>, output <see cref="KillSwitchResult"/>.</summary>
    [Function(nameof(KillSwitchOrchestrator))]
    public static async Task<KillSwitchResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<KillSwitchInput>() ?? throw new InvalidOperationException(
            "The kill switch needs a KillSwitchInput.");
        var plan = await context.CallActivityAsync<KillSwitchPlan>(
            nameof(KillSwitchActivities.PlanKillSwitch), input, OrderRetries.Query);
        var settled = new List<SettledOrder>();
        foreach (var (number, order) in plan.OpenOrders.Index())
            settled.Add(await SettleAsync(context, order, $"{input.Run}-order-{number}"));
        var closed = await EngineClosings.RunAsync(
            context, plan.Closings, input.Portfolio, input.Run, "kill switch: " + input.Reason);
        var result = new KillSwitchResult(settled, closed);
        result = await context.CallActivityAsync<KillSwitchResult>(
            nameof(KillSwitchActivities.RecordKillSwitch), new KillSwitchStep(input, result), OrderRetries.Query);
        if (input.Prove)
            await OperationProof.MakeAsync(context, new OperationPackInput(input.Run, KillSwitchActivities.DecisionKeyOf(input.Run))
            {
                Subjects = OperationProof.OrNull(EngineClosings.SubjectsOf(input.Run, closed)),
                LookedAgain = OperationProof.OrNull(plan.OpenOrders),
            });
        return result;
    }

    static async Task<SettledOrder> SettleAsync(TaskOrchestrationContext context, OrderInput order, string child)
    {
        try
        {
            var result = await context.CallSubOrchestratorAsync<OrderResult>(
                nameof(OrderOrchestrator), order, new SubOrchestrationOptions(instanceId: child));
            return new SettledOrder(order.Symbol, result.Status);
        }
        catch (TaskFailedException)
        {
            return new SettledOrder(order.Symbol, "Failed");
        }
    }
}
