using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.Engine.Functions;

/// <summary>
/// What [FixedDelayRetry] or [ExponentialBackoffRetry] asks for. Without jitter: the same failures give the same delays.
/// </summary>
/// <param name="MaxRetryCount">Calls after the first; -1 for no end.</param>
/// <param name="First">Before the first retry.</param>
/// <param name="Longest">Delays double up to here; equal to <paramref name="First"/> for a fixed delay.</param>
sealed record RetryRule(int MaxRetryCount, TimeSpan First, TimeSpan Longest)
{
    public static RetryRule? Of(MethodInfo method)
        => method.GetCustomAttribute<RetryAttribute>(inherit: false) switch
        {
            FixedDelayRetryAttribute rule =>
                new RetryRule(rule.MaxRetryCount, Interval(rule.DelayInterval), Interval(rule.DelayInterval)),
            ExponentialBackoffRetryAttribute rule =>
                new RetryRule(rule.MaxRetryCount, Interval(rule.MinimumInterval), Interval(rule.MaximumInterval)),
            _ => null,
        };

    public bool Allows(int retriesSoFar) => MaxRetryCount < 0 || retriesSoFar < MaxRetryCount;

    /// <param name="retriesSoFar">0 before the first retry.</param>
    public TimeSpan DelayAfter(int retriesSoFar)
    {
        var delay = First;
        for (var retry = 0; retry < retriesSoFar && delay > TimeSpan.Zero && delay < Longest; retry++)
            delay += delay;
        return delay < Longest ? delay : Longest;
    }

    // The attribute has checked the form.
    static TimeSpan Interval(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
