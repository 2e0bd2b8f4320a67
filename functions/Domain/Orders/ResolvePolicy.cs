namespace Orchestrations.Domain.Orders;

/// <summary>
/// Decides how an order is resolved. Invariants: unknown is never failure; one "not found" proves nothing; an order is sent
/// again only under its own id, only when the exchange never acknowledged it, and only after
/// <see cref="LeastNotFound"/> look-ups in a row and <see cref="LeastWait"/> since it was last sent.
/// </summary>
public static class ResolvePolicy
{
    // New orders took 10 to 15 s to show at the exchange at times, so the first half-minute is for looking only.
    static readonly int[] delays = [0, 1, 2, 4, 8, 15, 30, 60, 120];
    const int LongestDelay = 300;

    /// <summary>
    /// The longest wait once the order was shown at its end: 15 s. Its fills are there or about to be, and whoever ordered (the other
    /// leg of a hedge) waits for them.
    /// </summary>
    public static TimeSpan LongestOnceFinal { get; } = TimeSpan.FromSeconds(15);

    /// <summary>"Not found" answers in a row before an order may be sent again: 3.</summary>
    public const int LeastNotFound = 3;

    /// <summary>The most times one order is sent: 5.</summary>
    public const int MostSubmits = 5;

    /// <summary>Time since the last send before an order may be sent again: 30 s.</summary>
    public static TimeSpan LeastWait { get; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// An order that was rejected at a later send and is never seen for so long was taken at none: 5 min. A rejection alone proves
    /// nothing: for want of money it may be because an earlier send spent it.
    /// </summary>
    public static TimeSpan RejectedAgainWait { get; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// An order is not sent again later than this after it was first sent, because its price check is old then: 1 h.
    /// </summary>
    public static TimeSpan ResubmitWithin { get; } = TimeSpan.FromHours(1);

    /// <summary>How long one resolving lasts before it gives up for now: 2 h, and at least <see cref="LeastNotFound"/> look-ups.</summary>
    public static TimeSpan GiveUpAfter { get; } = TimeSpan.FromHours(2);

    /// <summary>
    /// After this time the exchange's history shows every fill, so absence means that nothing was filled: 24 h.
    /// </summary>
    public static TimeSpan AbsenceProvenAfter { get; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The wait before look-up number <paramref name="lookUps"/> + 1: 0, 1, 2, 4, 8, 15, 30, 60, 120 s, then every 300 s.
    /// </summary>
    public static TimeSpan DelayAfter(int lookUps) =>
        TimeSpan.FromSeconds(lookUps < delays.Length ? delays[Math.Max(0, lookUps)] : LongestDelay);

    /// <summary>The next step for an order that has not ended.</summary>
    public static ResolveStep Next(ResolveState state)
    {
        if (state.NotFoundInARow >= LeastNotFound && state.SinceLastSubmit >= LeastWait)
        {
            if (state.SinceFirstSubmit >= AbsenceProvenAfter
                || (state.RejectedAgain && !state.Acknowledged && state.SinceLastSubmit >= state.RejectedAgainWait))
                return new ResolveStep.ConcludeNothingFilled();
            if (!state.Acknowledged && !state.RejectedAgain && state.Submits < MostSubmits && state.SinceFirstSubmit <= ResubmitWithin)
                return new ResolveStep.ResubmitSameId();
        }
        // However long the host was away: what was not looked for is not given up.
        return state.SinceBegin >= GiveUpAfter && state.LookUps >= LeastNotFound
            ? new ResolveStep.GiveUpAsUnresolved()
            : new ResolveStep.WaitThenLookUp(Delay(state));
    }

    static TimeSpan Delay(ResolveState state)
    {
        var delay = DelayAfter(state.LookUps);
        return state.ShownFinal && delay > LongestOnceFinal ? LongestOnceFinal : delay;
    }
}
