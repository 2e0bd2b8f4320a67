using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>
/// Reads query values. Absent or empty ones give null; unreadable ones are refused rather than passed over, for a filter that
/// silently does not filter deletes too much.
/// </summary>
static class QueryValues
{
    const double LongestWaitSeconds = 3600;

    public static bool? Flag(this HttpRequest request, string name)
        => Text(request, name) is not { } text ? null
            : bool.TryParse(text, out var flag) ? flag
            : throw Bad(name, text, "true or false");

    public static DateTimeOffset? Time(this HttpRequest request, string name)
    {
        if (Text(request, name) is not { } text)
            return null;

        // A plus sign written plainly arrives as a space.
        var plain = text.Replace(' ', text.Contains('T', StringComparison.Ordinal) ? '+' : ' ');
        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Bad(name, text, "a time such as 2024-01-31T12:00:00Z");
    }

    /// <summary>At least 1.</summary>
    public static int? Count(this HttpRequest request, string name)
        => Text(request, name) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 ? count
            : throw Bad(name, text, "a whole number of at least 1");

    /// <summary>Not negative, an hour at most.</summary>
    public static TimeSpan? Seconds(this HttpRequest request, string name)
        => Text(request, name) is not { } text ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                && seconds is >= 0 and <= LongestWaitSeconds ? TimeSpan.FromSeconds(seconds)
            : throw Bad(name, text, $"a number of seconds from 0 to {LongestWaitSeconds}");

    /// <summary>One name, a list with commas, the parameter repeated, or any mixture. Null for none.</summary>
    public static IReadOnlyList<OrchestrationRuntimeStatus>? Statuses(this HttpRequest request, string name)
    {
        var named = request.Query[name]
            .SelectMany(value => value!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(text =>
                Enum.TryParse<OrchestrationRuntimeStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status)
                ? status
                : throw Bad(name, text, $"one of {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}"))
            .Distinct()
            .ToList();
        return named.Count == 0 ? null : named;
    }

    public static string? Text(this HttpRequest request, string name)
        => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    static RequestRefusedException Bad(string name, string text, string expected)
        => new(
            StatusCodes.Status400BadRequest,
            HostErrors.BadArgument,
            $"The query parameter {name} is '{text}', not {expected}.");
}
