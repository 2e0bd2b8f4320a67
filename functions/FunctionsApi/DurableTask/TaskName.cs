namespace Microsoft.DurableTask;

public readonly struct TaskName : IEquatable<TaskName>
{
    // Null stands for the default value here: callers may build a name from an attribute that carries none.
    public TaskName(string name) => Name = name;

    public string Name { get; }

    [Obsolete("Refer to TaskVersion instead.")]
    public string Version => Name is null ? null! : string.Empty;

    public static implicit operator string(TaskName value) => value.Name;

    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new TaskName(value);

    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name ?? string.Empty);

    public override string ToString() => Name ?? string.Empty;
}
