using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrations.App.Orchestrations;

/// <summary>The external events that an instance waits for.</summary>
/// <param name="Events">The events, by name.</param>
/// <param name="Complete">
/// False on a backend that records no waits: then only those are here that the orchestrator itself says in its custom status.
/// </param>
public sealed record EventWaits(IReadOnlyList<EventWait> Events, bool Complete)
{
    /// <summary>Joins what the host knows with what the orchestrator says. The host's word counts, where it has one.</summary>
    /// <param name="customStatus">The instance's custom status as JSON; null for none.</param>
    /// <param name="known">What the host knows; null for nothing.</param>
    internal static EventWaits Of(string? customStatus, KnownWaits? known)
    {
        var said = WaitingFor.Read(customStatus);
        if (known is null)
            return new EventWaits([.. Sorted(said.Select(one => LineOf(one.Name, one, null)))], Complete: false);
        DateTimeOffset? timer = known.Timers.Count > 0 ? known.Timers.Min() : null;
        return new EventWaits(
            [.. Sorted(known.Events.Select(name => LineOf(name, said.FirstOrDefault(one => IsSame(one.Name, name)), timer)))],
            Complete: true);
    }

    static EventWait LineOf(string name, SaidWait? said, DateTimeOffset? timer) =>
        new(said?.Name ?? name, said?.Until, timer, said?.Data is { } data ? JsonSerializer.SerializeToNode(data) : null);

    static IEnumerable<EventWait> Sorted(IEnumerable<EventWait> events) => events.OrderBy(one => one.Event, StringComparer.Ordinal);

    // Durable Task compares the names of events without regard to case.
    static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An external event that is waited for.</summary>
/// <param name="Event">Its name.</param>
/// <param name="Until">When the instance stops waiting, UTC, as the orchestrator says; null when it says nothing.</param>
/// <param name="NextTimer">When the next timer of the instance is due, UTC, at which it may go on without the event; null when none is.</param>
/// <param name="Data">What the event's data look like, as the orchestrator says, to be filled in; null when it says nothing.</param>
public sealed record EventWait(string Event, DateTimeOffset? Until, DateTimeOffset? NextTimer, JsonNode? Data);
