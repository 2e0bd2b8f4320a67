namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>What is outside of the engine and does not forget when it dies: what the client was told, and what was done to the world.</summary>
sealed class StormWorld
{
    readonly HashSet<string> acknowledged = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> effects = new(StringComparer.Ordinal);
    readonly List<string> complaints = [];

    /// <summary>How often each thing was done, by its key.</summary>
    public IReadOnlyDictionary<string, int> Effects => effects;

    /// <summary>What somebody in the storm found to be wrong at once.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>The engine promised the client that it has this.</summary>
    public void Acknowledge(string request) => acknowledged.Add(request);

    public bool IsAcknowledged(string request) => acknowledged.Contains(request);

    /// <summary>Something is done to the world. Returns how often it was done by now.</summary>
    public int Happened(string key) => effects[key] = effects.GetValueOrDefault(key) + 1;

    public void Complain(string what) => complaints.Add(what);
}
