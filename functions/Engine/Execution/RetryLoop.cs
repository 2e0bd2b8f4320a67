using Microsoft.DurableTask;
using Orchestrations.Engine.Versions;

namespace Orchestrations.Engine.Execution;

/// <summary>
/// Repeats a durable call as a <see cref="RetryPolicy"/> or a retry handler says, with durable timers between the attempts.
/// The delay before attempt n+1 is first interval × coefficient^(n-1), at most the longest interval; no jitter, as in Durable Task.
/// </summary>
static class RetryLoop
{
    public static Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions retry, Func<Task<T>> call) =>
        retry.Policy is { } policy ? ByPolicyAsync(context, policy, call) : ByHandlerAsync(context, retry.Handler!, call);

    static async Task<T> ByPolicyAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> call)
    {
        var deadline = policy.RetryTimeout == Timeout.InfiniteTimeSpan || policy.RetryTimeout >= DateTime.MaxValue - context.CurrentUtcDateTime
            ? DateTime.MaxValue
            : context.CurrentUtcDateTime + policy.RetryTimeout;
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan delay;
            try
            {
                return await call();
            }
            catch (TaskFailedException failure) when (attempt < policy.MaxNumberOfAttempts && IsRetriable(failure) && policy.Handle(failure))
            {
                delay = Delay(policy, attempt);
                if (context.CurrentUtcDateTime >= deadline)
                    throw;
            }

            await context.CreateTimer(delay, CancellationToken.None);
        }
    }

    static async Task<T> ByHandlerAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> call)
    {
        var begun = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            TaskFailedException failure;
            try
            {
                return await call();
            }
            catch (TaskFailedException failed) when (IsRetriable(failed))
            {
                failure = failed;
            }

            var situation = new RetryContext(context, attempt, failure.FailureDetails, context.CurrentUtcDateTime - begun, CancellationToken.None);
            if (!await handler(situation))
                throw failure;
        }
    }

    /// <summary>The pause after attempt number <paramref name="attempt"/> (from 1) failed.</summary>
    internal static TimeSpan Delay(RetryPolicy policy, int attempt)
    {
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return ticks >= longest.Ticks ? longest : TimeSpan.FromTicks((long)ticks);
    }

    // A task that does not exist will not exist at the next attempt either, nor will the host have another version.
    static bool IsRetriable(TaskFailedException failure) => failure.FailureDetails.ErrorType is not VersionMismatchException.ErrorType
        && failure.FailureDetails.ErrorType != TaskNotFoundException.TypeName;
}
