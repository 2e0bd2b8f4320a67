using Microsoft.DurableTask;

namespace Orchestrations.Engine.Tasks;

/// <summary>
/// Every orchestrator and activity the engine can run, by name and version without regard to case. Built once at start, from
/// [Function] methods and from a <see cref="DurableTaskRegistry"/>; read-only afterwards.
/// </summary>
public sealed class TaskTable
{
    readonly VersionedTasks<Func<IServiceProvider, ITaskOrchestrator>> orchestrators;
    readonly VersionedTasks<Func<IServiceProvider, ITaskActivity>> activities;

    /// <param name="orchestrators">Factories by name; each call of one makes (or shares) an orchestrator for one instance.</param>
    /// <param name="activities">Factories by name; called for each invocation with that invocation's service scope.</param>
    /// <exception cref="ArgumentException">Two tasks of one kind share a name.</exception>
    public TaskTable(
        IEnumerable<KeyValuePair<string, Func<IServiceProvider, ITaskOrchestrator>>> orchestrators,
        IEnumerable<KeyValuePair<string, Func<IServiceProvider, ITaskActivity>>> activities)
        : this(Unversioned(orchestrators), Unversioned(activities))
    {
    }

    internal TaskTable(
        IEnumerable<(string Name, TaskVersion Version, Func<IServiceProvider, ITaskOrchestrator> Task)> orchestrators,
        IEnumerable<(string Name, TaskVersion Version, Func<IServiceProvider, ITaskActivity> Task)> activities)
    {
        this.orchestrators = new(orchestrators, "orchestrators");
        this.activities = new(activities, "activities");
    }

    /// <summary>The table of what a registry holds.</summary>
    /// <exception cref="ArgumentException">Two tasks of one kind share a name.</exception>
    public static TaskTable From(DurableTaskRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return new TaskTable(OrchestratorsOf(registry), ActivitiesOf(registry));
    }

    internal static IEnumerable<(string Name, TaskVersion Version, Func<IServiceProvider, ITaskOrchestrator> Task)> OrchestratorsOf(
        DurableTaskRegistry registry) => registry.VersionedOrchestrators.Select(task => (task.Key.Name.Name, task.Key.Version, task.Value));

    internal static IEnumerable<(string Name, TaskVersion Version, Func<IServiceProvider, ITaskActivity> Task)> ActivitiesOf(
        DurableTaskRegistry registry) => registry.VersionedActivities.Select(task => (task.Key.Name.Name, task.Key.Version, task.Value));

    /// <summary>The names of all orchestrators.</summary>
    public IEnumerable<string> OrchestratorNames => orchestrators.Names;

    /// <summary>The names of all activities.</summary>
    public IEnumerable<string> ActivityNames => activities.Names;

    /// <summary>The factory of an orchestrator, or null.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="version">
    /// The instance's version. A name that has versions serves only those; one that has none serves every version.
    /// </param>
    public Func<IServiceProvider, ITaskOrchestrator>? FindOrchestrator(string name, string version = "") =>
        orchestrators.Find(name, version);

    /// <summary>The factory of an activity, or null; by the same rule.</summary>
    public Func<IServiceProvider, ITaskActivity>? FindActivity(string name, string version = "") => activities.Find(name, version);

    static IEnumerable<(string Name, TaskVersion Version, T Task)> Unversioned<T>(IEnumerable<KeyValuePair<string, T>> tasks) =>
        tasks.Select(task => (task.Key, TaskVersion.Unversioned, task.Value));
}
