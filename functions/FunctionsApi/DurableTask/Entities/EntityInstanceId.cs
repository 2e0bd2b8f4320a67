namespace Microsoft.DurableTask.Entities;

// Names are compared without regard to case and kept in lower case; keys are kept as they are.
public readonly record struct EntityInstanceId
{
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains('@', StringComparison.Ordinal))
            throw new ArgumentException($"The entity name '{name}' has an '@', which ends names in ids.", nameof(name));
        Name = name.ToLowerInvariant();
        Key = key;
    }

    public string Name { get; }

    public string Key { get; }

    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var end = instanceId[0] == '@' ? instanceId.IndexOf('@', 1) : -1;
        return end > 1
            ? new EntityInstanceId(instanceId[1..end], instanceId[(end + 1)..])
            : throw new ArgumentException($"'{instanceId}' is not an entity id; one reads @name@key.", nameof(instanceId));
    }

    public override string ToString() => $"@{Name}@{Key}";
}
