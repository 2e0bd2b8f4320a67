namespace Orchestrations.Engine.Timers;

/// <summary>One timer as it stands.</summary>
/// <param name="Function">The function it starts.</param>
/// <param name="Schedule">NCRONTAB, or "every" and an interval.</param>
/// <param name="TimeZone">The IANA zone an NCRONTAB schedule is read in.</param>
/// <param name="Last">When it last ran, UTC; null when it never did.</param>
/// <param name="Next">When it is due, UTC; null while it is not started.</param>
/// <param name="Running">Whether the function runs now.</param>
/// <param name="Missed">Occurrences since the start that had no run of their own: down, or still running the last one.</param>
/// <param name="LastError">The message of the last run's error; null when it succeeded.</param>
public sealed record TimerState(
    string Function,
    string Schedule,
    string TimeZone,
    DateTime? Last,
    DateTime? Next,
    bool Running,
    int Missed,
    string? LastError);
