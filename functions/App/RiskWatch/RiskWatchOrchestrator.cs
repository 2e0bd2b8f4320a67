using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Closing;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;

namespace Orchestrations.App.RiskWatch;

/// <summary>
/// One look at the portfolio: value it, move the breaker, close what its level closes, one engine after the other. An engine
/// that cannot be closed never keeps the others from it. Its pack is made apart, and never keeps the next look waiting.
/// </summary>
public static class RiskWatchOrchestrator
{
    /// <summary>Input <see cref="RiskWatchInput"/>, output <see cref="RiskWatchResult"/>.</summary>
    [Function(nameof(RiskWatchOrchestrator))]
    public static async Task<RiskWatchResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<RiskWatchInput>() ?? throw new InvalidOperationException(
            "A risk watch needs a RiskWatchInput.");
        var now = new DateTimeOffset(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));
        var watched = await context.CallActivityAsync<RiskWatched>(
            nameof(RiskWatchActivities.WatchRisk), new RiskWatchStep(input.Portfolio, input.Run, now), OrderRetries.Query);
        var closed = await EngineClosings.RunAsync(
            context, watched.Closings, input.Portfolio, input.Run, $"breaker level {watched.Level}");
        if (input.Prove && (watched.Before != watched.Level || closed.Count > 0))
            await OperationProof.StartAsync(context, new OperationPackInput(input.Run, RiskWatchActivities.DecisionKeyOf(input.Run))
            {
                Subjects = [input.Portfolio, .. EngineClosings.SubjectsOf(input.Run, closed)],
            });
        return new RiskWatchResult(watched.Value, watched.Drawdown, watched.Before, watched.Level, closed);
    }
}
