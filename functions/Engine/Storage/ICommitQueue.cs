using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Storage;

/// <summary>Takes commits in order and makes them durable.</summary>
interface ICommitQueue
{
    void Enqueue(Commit commit);

    /// <summary>Why nothing can be written at the moment, or null.</summary>
    string? Trouble { get; }

    /// <summary>How many commits and how many transactions were written.</summary>
    (long Commits, long Transactions) Written { get; }

    /// <summary>How many commits wait to be written.</summary>
    int Waiting => 0;

    /// <summary>From here on, tells how long writing takes.</summary>
    void Measure(EngineMeters meters)
    {
    }

    /// <summary>Writes what is queued, then stops. Later commits are refused.</summary>
    Task StopAsync();
}
