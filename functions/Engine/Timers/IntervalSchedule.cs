namespace Orchestrations.Engine.Timers;

/// <summary>Due a fixed time after the last run.</summary>
sealed class IntervalSchedule(TimeSpan interval) : TimerSchedule
{
    public override DateTime NextAfter(DateTime utc) => utc + interval;

    public override string ToString() => $"every {interval:c}";
}
