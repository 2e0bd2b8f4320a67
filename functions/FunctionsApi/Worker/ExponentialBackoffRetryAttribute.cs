namespace Microsoft.Azure.Functions.Worker;

public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        var minimum = NotNegative(minimumInterval, nameof(minimumInterval));
        if (minimum > NotNegative(maximumInterval, nameof(maximumInterval)))
            throw new ArgumentException($"{minimumInterval} is longer than the maximum, {maximumInterval}.", nameof(minimumInterval));
        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    public string MinimumInterval { get; }

    public string MaximumInterval { get; }
}
