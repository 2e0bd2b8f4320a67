using System.Collections;

namespace Orchestrations.Engine.Instances;

/// <summary>
/// The scope of everything that is logged while an instance's turn or activity runs: logs carry the instance's id as their
/// correlation id, also lines of libraries that know nothing of it.
/// </summary>
sealed class InstanceScope(string instanceId, string task) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>The name of the field that holds the instance's id.</summary>
    public const string InstanceId = "InstanceId";

    public int Count => 2;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new(InstanceId, instanceId),
        1 => new("Task", task),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
        yield return this[1];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{task} of {instanceId}";
}
