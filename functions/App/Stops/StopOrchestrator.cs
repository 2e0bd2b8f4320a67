using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orders;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Stops;

/// <summary>
/// Brings a stop at the exchange to where it should be and does not believe it before it was seen there: look, change what
/// differs, look again. A stop that is gone is placed anew under an id of its own.
/// </summary>
public static class StopOrchestrator
{
    // 0, 1, 2, 4 ... 64 s between two looks: about two minutes in all.
    const int MostLooks = 8;

    // A new stop may take a quarter of a minute to show. One that stays hidden longer ended so long ago that the exchange has
    // forgotten it, all but its id.
    const int MostHidden = 4;

    /// <summary>Input <see cref="StopInput"/>, output <see cref="StopResult"/>.</summary>
    [Function(nameof(StopOrchestrator))]
    public static async Task<StopResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var stop = context.GetInput<StopInput>() ?? throw new InvalidOperationException("A stop needs a StopInput.");
        var (generation, hidden) = (0, 0);
        var id = stop.ClientId ?? Next();
        StopLook? look = null;
        for (var looks = 1; looks <= MostLooks; looks++)
        {
            try
            {
                look = await context.CallActivityAsync<StopLook>(
                    nameof(StopActivities.EnsureStop), new StopLookInput(stop, id), OrderRetries.Query);
            }
            catch (TaskFailedException e) when (OrderRetries.NobodyAnswered(e.FailureDetails))
            {
                return new StopResult("Unknown", id, 0m, e.FailureDetails.ErrorMessage);
            }
            if (look.Status is "Standing" or "Filled" or "Refused" || (look.Status == "Gone" && !stop.Wanted))
                return new StopResult(look.Status, id, look.Trigger, look.Reason);
            hidden = look.Status == "Hidden" ? hidden + 1 : 0;
            if (look.Status == "Gone" || hidden == MostHidden)
                id = Next();
            else
                await context.CreateTimer(TimeSpan.FromSeconds(1 << (looks - 1)), CancellationToken.None);
        }
        return new StopResult("Unknown", id, 0m, look?.Reason ?? "The exchange did not show the stop.");

        string Next() => IdOf(stop, ++generation);
    }

    /// <summary>Our id of the stop that is looked for first.</summary>
    internal static string FirstId(StopInput stop) => stop.ClientId ?? IdOf(stop, 1);

    static string IdOf(StopInput stop, int generation) =>
        ClientOrderIds.FromIntent(stop.Operation, stop.Instance, FormattableString.Invariant($"stop-{generation}")).Value;
}
