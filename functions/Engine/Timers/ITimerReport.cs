namespace Orchestrations.Engine.Timers;

/// <summary>What the timers did and will do, for people.</summary>
public interface ITimerReport
{
    /// <summary>Every timer as it stands now, ordered by function.</summary>
    IReadOnlyList<TimerState> List();
}
