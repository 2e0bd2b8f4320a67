using Microsoft.DurableTask;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// How often a step is tried: for hours, because a vault may be out of reach and evidence must not be lost; what is wrong with
/// the pack itself was refused before its run began.
/// </summary>
static class PackRetries
{
    public static TaskOptions Patient { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 30,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(15)));

    /// <summary>For what must not wait: a few seconds.</summary>
    public static TaskOptions Hasty { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 3,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2));
}
