namespace Orchestrations.Engine;

/// <summary>What an engine has done since it was started, and what it holds now.</summary>
/// <param name="Turns">Orchestrator turns run.</param>
/// <param name="Activities">Activities ended.</param>
/// <param name="Commits">Commits made durable.</param>
/// <param name="Transactions">Transactions they were written in; fewer when commits were grouped.</param>
/// <param name="ReplayedEvents">History events replayed to rebuild orchestrators.</param>
/// <param name="ActiveInstances">Instances that have not ended.</param>
/// <param name="LoadedInstances">Of these, the ones whose orchestrator is in memory.</param>
/// <param name="Timers">Durable timers set.</param>
/// <param name="RunningActivities">Activities running now.</param>
/// <param name="WaitingActivities">Activities waiting for a free slot.</param>
public sealed record EngineStatistics(
    long Turns,
    long Activities,
    long Commits,
    long Transactions,
    long ReplayedEvents,
    int ActiveInstances,
    int LoadedInstances,
    int Timers,
    int RunningActivities,
    int WaitingActivities)
{
    /// <summary>Instances that were left to a host of another version since the start (ORC-ENGINE-010).</summary>
    public int RejectedVersions { get; init; }

    /// <summary>Instances that were found unfinished when the engine was started.</summary>
    public int Resumed { get; init; }

    /// <summary>Commits that wait to be written.</summary>
    public int WaitingCommits { get; init; }
}
