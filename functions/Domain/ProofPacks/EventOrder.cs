namespace Orchestrations.Domain.ProofPacks;

/// <summary>The order of a pack's events: by time, then by id (UTF-16 code units). The same events give the same tree, however they came.</summary>
static class EventOrder
{
    /// <summary>The indices of the events in order, each id once.</summary>
    /// <exception cref="DomainException">ORC-PROOF-006: none, or too many. 008: one id with different content.</exception>
    public static int[] Of(IReadOnlyList<PackEvent> events, EventWriter writer)
    {
        if (events.Count is 0 or > PackFormat.MostEvents)
            throw new DomainException("ORC-PROOF-006", $"A pack has 1 to {PackFormat.MostEvents} events, not {events.Count}.");
        var order = new List<int>(events.Count);
        var known = new Dictionary<string, int>(events.Count, StringComparer.Ordinal);
        for (var at = 0; at < events.Count; at++)
        {
            if (known.TryAdd(events[at].Id, at))
                order.Add(at);
            else
                CheckSame(events[known[events[at].Id]], events[at], writer);
        }

        if (!IsSorted(events, order))
            order.Sort((a, b) => Compare(events[a], events[b]));
        return [.. order];
    }

    static bool IsSorted(IReadOnlyList<PackEvent> events, List<int> order)
    {
        for (var at = 1; at < order.Count; at++)
            if (Compare(events[order[at - 1]], events[order[at]]) > 0)
                return false;
        return true;
    }

    static int Compare(PackEvent a, PackEvent b) =>
        a.Time.UtcTicks != b.Time.UtcTicks ? a.Time.UtcTicks.CompareTo(b.Time.UtcTicks) : string.CompareOrdinal(a.Id, b.Id);

    static void CheckSame(in PackEvent first, in PackEvent second, EventWriter writer)
    {
        if (first.Time.UtcTicks == second.Time.UtcTicks && writer.Canonical(first).AsSpan().SequenceEqual(writer.Canonical(second)))
            return;
        throw new DomainException(
            "ORC-PROOF-008", $"Two events have the id '{first.Id}' and different content; a correction is an event of its own, with its own id.");
    }
}
