using System.Collections.Concurrent;

namespace Orchestrations.Engine.Tests.Rewind;

/// <summary>Counts how often each activity ran, and makes some of them fail until they are mended.</summary>
sealed class RunCounts
{
    readonly ConcurrentDictionary<string, int> runs = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, bool> broken = new(StringComparer.Ordinal);

    public int this[string step] => runs.GetValueOrDefault(step);

    public void Break(params string[] steps)
    {
        foreach (var step in steps)
            broken[step] = true;
    }

    public void Mend(params string[] steps)
    {
        foreach (var step in steps)
            broken.TryRemove(step, out _);
    }

    /// <summary>What an activity does.</summary>
    public string Run(string step)
    {
        runs.AddOrUpdate(step, 1, (_, before) => before + 1);
        return broken.ContainsKey(step) ? throw new InvalidOperationException($"{step} is broken") : step;
    }

    public string Of(params string[] steps) => string.Join(' ', steps.Select(step => $"{step}{this[step]}"));
}
