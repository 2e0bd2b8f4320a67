namespace Microsoft.DurableTask.Abstractions;

public static class TaskOrchestrationVersioningUtils
{
    // No version sorts before any version; "1.10" after "1.9"; anything that is not a dotted number compares as text.
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        var sourceBlank = string.IsNullOrWhiteSpace(sourceVersion);
        var otherBlank = string.IsNullOrWhiteSpace(otherVersion);
        if (sourceBlank || otherBlank)
            return otherBlank.CompareTo(sourceBlank);
        if (Version.TryParse(sourceVersion, out var source) && Version.TryParse(otherVersion, out var other))
            return source.CompareTo(other);
        return string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}
