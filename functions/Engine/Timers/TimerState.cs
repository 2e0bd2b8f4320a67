namespace Orchestrations.Engine.Timers;

/// <summary>One timer as it stands.</summary>
/// <param name="Function">The function it starts.</param>
/// <param name="Schedule">NCRONTAB, or "every" and an interval.</param>
/// <param name="TimeZone">The IANA zone an NCRONTAB schedule is read in.</param>
/// <param name="Last">When it last ran, UTC; null when it never did.</param>
/// <param name="Next">When it is due, UTC; null while it is not started.</param>
/// <param name="IsPastDue">Whether the time of the next run has passed without it having begun.</param>
/// <param name="Running">Whether the function runs now.</param>
/// <param name="Runs">How often it ran since the host started.</param>
/// <param name="Missed">Occurrences since then that had no run of their own: down, or still running the last one.</param>
/// <param name="Late">Runs since then that began more than five seconds after their time.</param>
/// <param name="MostLate">How late the latest of them was; null when there was none.</param>
/// <param name="LastError">The message of the last run's error; null when it succeeded.</param>
public sealed record TimerState(
    string Function,
    string Schedule,
    string TimeZone,
    DateTime? Last,
    DateTime? Next,
    bool IsPastDue,
    bool Running,
    int Runs,
    int Missed,
    int Late,
    TimeSpan? MostLate,
    string? LastError);
