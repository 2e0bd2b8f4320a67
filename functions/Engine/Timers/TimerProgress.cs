namespace Orchestrations.Engine.Timers;

/// <summary>What a timer has to report about its runs.</summary>
sealed record TimerProgress(DateTime? Last, bool Running, int Missed, string? LastError)
{
    public static readonly TimerProgress None = new(null, false, 0, null);
}
