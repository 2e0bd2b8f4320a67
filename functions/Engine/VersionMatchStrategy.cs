namespace Orchestrations.Engine;

/// <summary>Which versions of instances a host runs, compared with its own: <see cref="EngineOptions.DefaultVersion"/>.</summary>
public enum VersionMatchStrategy
{
    /// <summary>All of them.</summary>
    None,

    /// <summary>Its own and no other.</summary>
    Strict,

    /// <summary>Its own and older ones; instances without a version count as older.</summary>
    CurrentOrOlder,
}
