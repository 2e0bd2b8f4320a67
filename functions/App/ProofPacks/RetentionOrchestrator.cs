using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Orchestrations.App.ProofPacks;

/// <summary>Erases what a tenant's retention period has ended for, page by page; begins anew now and then to stay small.</summary>
public static class RetentionOrchestrator
{
    const int PagesInOneRun = 50;

    /// <summary>Input <see cref="RetentionInput"/>, output <see cref="RetentionResult"/>.</summary>
    [Function(nameof(RetentionOrchestrator))]
    public static async Task<RetentionResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<RetentionInput>() ?? throw new InvalidOperationException(
            "A retention orchestration needs a RetentionInput.");
        for (var page = 0; page < PagesInOneRun; page++)
        {
            var ended = await context.CallActivityAsync<RetentionPage>(
                nameof(RetentionActivities.EraseExpired), run, PackRetries.Patient);
            run = run with { After = ended.Next, Erased = run.Erased + ended.Erased, Held = run.Held + ended.Held };
            if (ended.Next is null)
                return new RetentionResult(run.Erased, run.Held);
        }
        context.ContinueAsNew(run);
        return new RetentionResult(run.Erased, run.Held);
    }
}
