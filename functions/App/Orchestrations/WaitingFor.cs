using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace Orchestrations.App.Orchestrations;

/// <summary>
/// What an orchestrator says it waits for: its custom status while it does. Custom status is no part of a history, so saying it
/// changes no replay, and every backend keeps it.
/// </summary>
/// <param name="Events">The events; empty when it waits for none any more.</param>
public sealed record WaitingFor([property: JsonPropertyName("waitsFor")] IReadOnlyList<SaidWait> Events)
{
    /// <summary>Says that an event is waited for.</summary>
    /// <param name="context">Whose.</param>
    /// <param name="name">The event.</param>
    /// <param name="until">When it stops waiting, UTC.</param>
    /// <param name="data">What its data look like, to be filled in by who raises it: the answer that changes least.</param>
    public static void Event(TaskOrchestrationContext context, string name, DateTime until, object data) => context.SetCustomStatus(
        new WaitingFor([new SaidWait(name, new DateTimeOffset(DateTime.SpecifyKind(until, DateTimeKind.Utc)), data)]));

    /// <summary>Says that no event is waited for any more.</summary>
    public static void Nothing(TaskOrchestrationContext context) => context.SetCustomStatus(new WaitingFor([]));

    /// <summary>Reads it from a custom status; empty when that says something else, or nothing.</summary>
    internal static IReadOnlyList<SaidWait> Read(string? customStatus)
    {
        if (customStatus is null || !customStatus.Contains("\"waitsFor\"", StringComparison.Ordinal))
            return [];
        try
        {
            return [.. (JsonSerializer.Deserialize<WaitingFor>(customStatus)?.Events ?? []).Where(said => said is { Name.Length: > 0 })];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

/// <summary>An event that an orchestrator says it waits for.</summary>
/// <param name="Name">The event.</param>
/// <param name="Until">When it stops waiting, UTC; null when never.</param>
/// <param name="Data">What its data look like.</param>
public sealed record SaidWait(
    [property: JsonPropertyName("event")] string Name,
    [property: JsonPropertyName("until")] DateTimeOffset? Until = null,
    [property: JsonPropertyName("data")] object? Data = null);
