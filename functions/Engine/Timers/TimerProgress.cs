namespace Orchestrations.Engine.Timers;

/// <summary>What a timer has to report about its runs since the host started.</summary>
sealed record TimerProgress(DateTime? Last, bool Running, int Runs, int Missed, int Late, TimeSpan? MostLate, string? LastError)
{
    public static readonly TimerProgress None = new(null, false, 0, 0, 0, null, null);

    public TimerProgress With(TimeSpan lateness) => this with
    {
        Late = Late + 1, MostLate = MostLate is { } most && most > lateness ? most : lateness,
    };
}
