using Microsoft.DurableTask.Abstractions;

namespace Orchestrations.Engine.Versions;

/// <summary>Whether this host runs instances of a version. A host that has no version of its own runs them all.</summary>
sealed class VersionRule(EngineOptions options)
{
    /// <summary>True when what does not match is failed; false when it waits.</summary>
    public bool FailsMismatches { get; } = options.VersionFailureStrategy == VersionFailureStrategy.Fail;

    /// <summary>The version of instances that are started without one; empty for none.</summary>
    public string Default { get; } = options.DefaultVersion;

    readonly VersionMatchStrategy strategy =
        string.IsNullOrWhiteSpace(options.DefaultVersion) ? VersionMatchStrategy.None : options.VersionMatchStrategy;

    /// <summary>Why an instance of the version is not run here, for people; null when it is.</summary>
    public string? Mismatch(string version) => strategy switch
    {
        VersionMatchStrategy.Strict when Compare(version) != 0 =>
            $"The orchestration version '{version}' does not match the host's version '{Default}'. ({EngineErrors.VersionMismatch})",
        VersionMatchStrategy.CurrentOrOlder when Compare(version) > 0 =>
            $"The orchestration version '{version}' is greater than the host's version '{Default}'. ({EngineErrors.VersionMismatch})",
        _ => null,
    };

    int Compare(string version) => TaskOrchestrationVersioningUtils.CompareVersions(version, Default);
}
