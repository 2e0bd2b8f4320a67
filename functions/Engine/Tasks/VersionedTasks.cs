using System.Collections.Frozen;
using Microsoft.DurableTask;

namespace Orchestrations.Engine.Tasks;

/// <summary>Tasks of one kind by name and version, both without regard to case.</summary>
/// <remarks>
/// A version that was asked for is found exactly, or not at all once the name has versions: another implementation than the
/// caller meant would be worse than none. A name without versions serves every version.
/// </remarks>
sealed class VersionedTasks<T>
    where T : class
{
    readonly FrozenDictionary<string, Dictionary<TaskVersion, T>> byName;

    /// <exception cref="ArgumentException">Two share a name and a version.</exception>
    public VersionedTasks(IEnumerable<(string Name, TaskVersion Version, T Task)> tasks, string kind)
    {
        var table = new Dictionary<string, Dictionary<TaskVersion, T>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, version, task) in tasks)
        {
            if (!table.TryGetValue(name, out var versions))
                table.Add(name, versions = []);
            if (!versions.TryAdd(version, task))
                throw new ArgumentException(
                    $"Two {kind} are named '{name}'{(version == TaskVersion.Unversioned ? "" : $" with version '{version.Version}'")}. "
                    + "Names are compared without regard to case; rename one.");
        }

        byName = table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<string> Names => byName.Keys;

    public T? Find(string name, TaskVersion version)
    {
        if (!byName.TryGetValue(name, out var versions))
            return null;
        if (versions.TryGetValue(version, out var exact))
            return exact;
        return versions.Count == 1 && versions.TryGetValue(TaskVersion.Unversioned, out var any) ? any : null;
    }
}
