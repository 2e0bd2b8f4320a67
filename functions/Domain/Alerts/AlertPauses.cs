namespace Orchestrations.Domain.Alerts;

/// <summary>How long to wait before an alert is sent again: 5, 10, 20 ... 600 s, and never sooner than the receiver asked.</summary>
public static class AlertPauses
{
    /// <summary>How often a message is tried: about an hour and a half in all.</summary>
    public const int MostAttempts = 15;

    /// <summary>The longest a receiver may ask for; whoever asks for more is asked again after this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    static readonly TimeSpan first = TimeSpan.FromSeconds(5);
    static readonly TimeSpan steady = TimeSpan.FromMinutes(10);

    /// <summary>The pause after an attempt.</summary>
    /// <param name="attempt">From 1.</param>
    /// <param name="asked">What the receiver asked for; null when it asked for nothing.</param>
    public static TimeSpan After(int attempt, TimeSpan? asked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var doubled = first * Math.Pow(2, Math.Min(attempt - 1, 20));
        var own = doubled < steady ? doubled : steady;
        return asked is not { } wanted || wanted <= own ? own : wanted < Longest ? wanted : Longest;
    }
}
