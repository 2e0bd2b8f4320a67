using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.Engine.Functions;

/// <summary>Which attempt a call is: 0 for the first.</summary>
sealed class InvocationRetry(int retryCount, int maxRetryCount) : RetryContext
{
    public static readonly InvocationRetry None = new(0, 0);

    public override int RetryCount => retryCount;

    public override int MaxRetryCount => maxRetryCount;
}
