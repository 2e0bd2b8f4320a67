namespace Orchestrations.Engine;

/// <summary>What becomes of an instance whose version this host does not run.</summary>
public enum VersionFailureStrategy
{
    /// <summary>It waits, untouched, for a host that does.</summary>
    Reject,

    /// <summary>It fails (ORC-ENGINE-010).</summary>
    Fail,
}
