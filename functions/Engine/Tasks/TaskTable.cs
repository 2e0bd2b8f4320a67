using System.Collections.Frozen;
using Microsoft.DurableTask;

namespace Orchestrations.Engine.Tasks;

/// <summary>
/// Every orchestrator and activity the engine can run, by name without regard to case. Built once at start, from
/// [Function] methods and from a <see cref="DurableTaskRegistry"/>; read-only afterwards.
/// </summary>
public sealed class TaskTable
{
    readonly FrozenDictionary<string, Func<IServiceProvider, ITaskOrchestrator>> orchestrators;
    readonly FrozenDictionary<string, Func<IServiceProvider, ITaskActivity>> activities;

    /// <param name="orchestrators">Factories by name; each call of one makes (or shares) an orchestrator for one instance.</param>
    /// <param name="activities">Factories by name; called for each invocation with that invocation's service scope.</param>
    /// <exception cref="ArgumentException">Two tasks of one kind share a name.</exception>
    public TaskTable(
        IEnumerable<KeyValuePair<string, Func<IServiceProvider, ITaskOrchestrator>>> orchestrators,
        IEnumerable<KeyValuePair<string, Func<IServiceProvider, ITaskActivity>>> activities)
    {
        this.orchestrators = Freeze(orchestrators, "orchestrators");
        this.activities = Freeze(activities, "activities");
    }

    /// <summary>The table of what a registry holds.</summary>
    /// <exception cref="ArgumentException">Two tasks of one kind share a name.</exception>
    public static TaskTable From(DurableTaskRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return new TaskTable(
            registry.GetOrchestrators().Select(task => KeyValuePair.Create(task.Key.Name, task.Value)),
            registry.GetActivities().Select(task => KeyValuePair.Create(task.Key.Name, task.Value)));
    }

    /// <summary>The names of all orchestrators.</summary>
    public IEnumerable<string> OrchestratorNames => orchestrators.Keys;

    /// <summary>The names of all activities.</summary>
    public IEnumerable<string> ActivityNames => activities.Keys;

    /// <summary>The factory of an orchestrator, or null.</summary>
    public Func<IServiceProvider, ITaskOrchestrator>? FindOrchestrator(string name) => orchestrators.GetValueOrDefault(name);

    /// <summary>The factory of an activity, or null.</summary>
    public Func<IServiceProvider, ITaskActivity>? FindActivity(string name) => activities.GetValueOrDefault(name);

    static FrozenDictionary<string, T> Freeze<T>(IEnumerable<KeyValuePair<string, T>> tasks, string kind)
    {
        var table = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, factory) in tasks)
            if (!table.TryAdd(name, factory))
                throw new ArgumentException($"Two {kind} are named '{name}'. Names are compared without regard to case; rename one.");
        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
