namespace Microsoft.DurableTask.Client.Entities;

public record EntityQuery
{
    public const int DefaultPageSize = 100;

    readonly string? instanceIdStartsWith;

    // With or without the leading '@'. The name in it is taken in lower case, as in ids.
    public string? InstanceIdStartsWith
    {
        get => instanceIdStartsWith;
        init => instanceIdStartsWith = Normalized(value);
    }

    public DateTimeOffset? LastModifiedFrom { get; init; }

    public DateTimeOffset? LastModifiedTo { get; init; }

    public bool IncludeState { get; init; } = true;

    public bool IncludeTransient { get; init; }

    public int? PageSize { get; init; }

    public string? ContinuationToken { get; init; }

    static string? Normalized(string? prefix)
    {
        if (prefix is null)
            return null;
        var id = prefix.StartsWith('@') ? prefix : $"@{prefix}";
        var key = id.IndexOf('@', 1);
        return key < 0 ? id.ToLowerInvariant() : id[..key].ToLowerInvariant() + id[key..];
    }
}
