using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Problems;

namespace Orchestrations.App.Orchestrations;

/// <summary>What the list of orchestrations is asked for.</summary>
/// <param name="Statuses">Only these; null for all.</param>
/// <param name="Operation">Only orchestrators whose name contains this, in any case; null for all.</param>
/// <param name="Text">Only instances whose input or output contains this, in any case; null for all.</param>
/// <param name="From">Only instances created at this time or later, UTC.</param>
/// <param name="To">Only instances created before or at this time, UTC.</param>
/// <param name="Prefix">Only ids that start with this.</param>
/// <param name="Top">The size of a page, 1 to 500.</param>
/// <param name="Token">Where the page begins; null for the first.</param>
sealed record OrchestrationFilter(
    IReadOnlyList<OrchestrationRuntimeStatus>? Statuses,
    string? Operation,
    string? Text,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Prefix,
    int Top,
    string? Token)
{
    const int StandardTop = 50;
    const int LargestTop = 500;

    /// <summary>Reads the query <c>status operation text from to prefix top token</c>.</summary>
    /// <exception cref="ProblemException">ORC-ORCH-003: a value is none.</exception>
    public static OrchestrationFilter Read(IQueryCollection query) => new(
        StatusesOf(Value(query, "status")),
        Value(query, "operation"),
        Value(query, "text"),
        TimeOf(query, "from"),
        TimeOf(query, "to"),
        Value(query, "prefix"),
        TopOf(Value(query, "top")),
        Value(query, "token"));

    /// <summary>The part that the backend answers itself.</summary>
    public OrchestrationQuery ToQuery() => new(
        From, To, Statuses, InstanceIdPrefix: Prefix, PageSize: Top, FetchInputsAndOutputs: Text is not null);

    /// <summary>The part that no backend answers.</summary>
    public bool Fits(OrchestrationMetadata instance) =>
        (Operation is null || instance.Name.Contains(Operation, StringComparison.OrdinalIgnoreCase))
        && (Text is null || Has(instance.SerializedInput, Text) || Has(instance.SerializedOutput, Text));

    static bool Has(string? payload, string text) => payload?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    static string? Value(IQueryCollection query, string key) => query[key].ToString() is { Length: > 0 } text ? text : null;

    static List<OrchestrationRuntimeStatus>? StatusesOf(string? text) => text?.Split(',').Select(name =>
        Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw Bad($"status '{name}' is none; use Running, Pending, Suspended, Completed, Failed or Terminated.")).ToList();

    static DateTimeOffset? TimeOf(IQueryCollection query, string key) => Value(query, key) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw Bad($"{key} '{text}' is no time; use a form such as 2026-01-31T08:00:00Z.");

    static int TopOf(string? text) => text is null ? StandardTop
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= LargestTop ? top
        : throw Bad($"top '{text}' is refused; use 1 to {LargestTop}.");

    static ProblemException Bad(string what) =>
        new(StatusCodes.Status400BadRequest, OrchestrationCodes.BadFilter, $"The filter {what}");
}
