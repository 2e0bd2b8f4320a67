using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace Orchestrations.Engine;

/// <summary>Limits and choices of the durable engine. The heads fill it from host.json and the command line.</summary>
public sealed class EngineOptions
{
    /// <summary>
    /// Orchestrator turns that run at the same time; more wait. host.json:
    /// extensions.durableTask.maxConcurrentOrchestratorFunctions. 1 or more. Virtual time runs one, whatever this says.
    /// </summary>
    public int MaxConcurrentTurns { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>
    /// Activities that run at the same time; more wait. host.json: extensions.durableTask.maxConcurrentActivityFunctions.
    /// 1 or more.
    /// </summary>
    public int MaxConcurrentActivities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrators kept in memory between turns; beyond it, resting ones are rebuilt from history when needed. 1 or more.</summary>
    public int MaxInstancesInMemory { get; set; } = 50_000;

    /// <summary>
    /// The host's own version, and that of instances started without one; empty for none. host.json:
    /// extensions.durableTask.defaultVersion.
    /// </summary>
    public string DefaultVersion { get; set; } = "";

    /// <summary>Which instances this host runs; without a version of its own, all. host.json: ...versionMatchStrategy.</summary>
    public VersionMatchStrategy VersionMatchStrategy { get; set; } = VersionMatchStrategy.CurrentOrOlder;

    /// <summary>What becomes of the others. host.json: ...versionFailureStrategy.</summary>
    public VersionFailureStrategy VersionFailureStrategy { get; set; } = VersionFailureStrategy.Reject;

    /// <summary>The length of a history, in events, from which on the log warns. 1 or more.</summary>
    public int HistoryWarnsAt { get; set; } = 10_000;

    /// <summary>The length of a history, in events, at which its instance is failed (ORC-ENGINE-020). 1 or more.</summary>
    public int HistoryMost { get; set; } = 100_000;

    /// <summary>True: a commit survives a power loss before it is acknowledged. False: it survives the process only.</summary>
    public bool EveryCommitDurable { get; set; } = true;

    /// <summary>Turns inputs, outputs and events to and from JSON.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;
}
