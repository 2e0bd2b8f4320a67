namespace Orchestrations.App.Health;

/// <summary>What only the head knows of itself. A head that cannot tell has none: in Azure, infra/alerts looks at the services.</summary>
public interface IHostReadings
{
    /// <summary>What costs nothing to read: asked by every load balancer.</summary>
    HostReading Read();

    /// <summary>The orchestrations that are stuck: their ids, and why.</summary>
    /// <param name="patience">How long an activity may run and a due timer may take.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<IReadOnlyList<StuckInstance>> StuckAsync(TimeSpan patience, CancellationToken cancellation);
}

/// <summary>The head at one moment.</summary>
/// <param name="EngineWorks">False when the engine's database cannot be written.</param>
/// <param name="Waiting">Commits, activities and messages that wait.</param>
/// <param name="DeadLetters">How many dead letters each queue and subscription has.</param>
/// <param name="Timers">Every timer.</param>
/// <param name="FreeBytes">What is free where the databases are.</param>
/// <param name="SavedUpTo">When the last backup was made, UTC; where there is none, when the data began.</param>
public sealed record HostReading(
    bool EngineWorks, long Waiting, IReadOnlyList<KeyValuePair<string, long>> DeadLetters, IReadOnlyList<TimerReading> Timers,
    long FreeBytes, DateTimeOffset SavedUpTo);

/// <summary>A timer.</summary>
/// <param name="Function">The function it starts.</param>
/// <param name="Since">When the host started, UTC: its count began then.</param>
/// <param name="Missed">Occurrences since then that had no run of their own.</param>
/// <param name="Failed">Whether the last run failed.</param>
public sealed record TimerReading(string Function, DateTimeOffset Since, int Missed, bool Failed);

/// <summary>An orchestration that does not go on.</summary>
/// <param name="Instance">Its id.</param>
/// <param name="Trouble">Why, for people.</param>
public sealed record StuckInstance(string Instance, string Trouble);
