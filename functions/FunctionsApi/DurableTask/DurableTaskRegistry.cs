namespace Microsoft.DurableTask;

// A task is known by its name and version, both without regard to case; adding one twice is refused.
public sealed partial class DurableTaskRegistry
{
    readonly Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskOrchestrator>> orchestrators = [];
    readonly Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskActivity>> activities = [];

    // A name that has several versions comes several times.
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators()
        => orchestrators.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities()
        => activities.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    internal IReadOnlyDictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskOrchestrator>> VersionedOrchestrators
        => orchestrators;

    internal IReadOnlyDictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskActivity>> VersionedActivities
        => activities;

    DurableTaskRegistry Add<TTask>(
        Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, TTask>> tasks,
        TaskName name,
        TaskVersion version,
        Func<IServiceProvider, TTask> factory)
    {
        if (name == default)
            throw new ArgumentException("A task needs a name.", nameof(name));
        ArgumentNullException.ThrowIfNull(factory);
        if (tasks.TryAdd((name, version), factory))
            return this;
        var ofVersion = version == TaskVersion.Unversioned ? string.Empty : $" with version '{version.Version}'";
        throw new ArgumentException($"An {typeof(TTask).Name} named '{name}'{ofVersion} is already added.", nameof(name));
    }

    static void ThrowIfNotConcrete<TTask>(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsAbstract || !type.IsAssignableTo(typeof(TTask)))
            throw new ArgumentException($"{type} is not a class that implements {typeof(TTask).Name}.", nameof(type));
    }

    static TaskName NameOf(Type type)
    {
        var given = AttributeOf(type)?.Name.Name;
        return string.IsNullOrEmpty(given) ? new TaskName(type.Name) : new TaskName(given);
    }

    static TaskVersion VersionOf(Type type) => new(AttributeOf(type)?.Version);

    static DurableTaskAttribute? AttributeOf(Type type)
        => (DurableTaskAttribute?)Attribute.GetCustomAttribute(type, typeof(DurableTaskAttribute));
}
