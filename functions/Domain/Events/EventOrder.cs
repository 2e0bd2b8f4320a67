using System.Globalization;
using System.Security.Cryptography;
using Orchestrations.Domain.CanonicalJson;

namespace Orchestrations.Domain.Events;

/// <summary>
/// Brings events into the one order of packs: by time, then by id. The same event twice is one; one id with two contents is
/// refused. Events whose source gives no id are numbered in that order, by content where times are equal: the same events give
/// the same ids in whatever order they came, and the id tells nothing of the content, as a hash of it would.
/// </summary>
public static class EventOrder
{
    static readonly JsonLimits bodies = new(1 << 21, 64);

    /// <summary>Orders events.</summary>
    /// <exception cref="EventsRefusedException">ORC-EVENT-003: an id comes with two contents.</exception>
    public static IReadOnlyList<ProofEvent> Of(IEnumerable<ProofEvent> events)
    {
        var all = new List<(ProofEvent Event, byte[] Content)>();
        var byId = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var one in events)
        {
            var content = ContentOf(one);
            if (one.Id.Length == 0)
                all.Add((one, content));
            else if (byId.TryAdd(one.Id, content))
                all.Add((one, content));
            else if (!content.AsSpan().SequenceEqual(byId[one.Id]))
                throw new EventsRefusedException(EventsRefusedException.Differ, [new EventProblem(
                    "$", $"The event '{one.Id}' comes with two contents, {Hex(byId[one.Id])} and {Hex(content)}. Send it once; "
                    + "a correction is an event of its own.")]);
        }
        all.Sort(Compare);
        return Number(all, byId);
    }

    // Of the canonical form: members in another order are the same event.
    static byte[] ContentOf(ProofEvent one) => SHA256.HashData(CanonicalBytes.Of(one.Body, bodies));

    static List<ProofEvent> Number(List<(ProofEvent Event, byte[] Content)> all, Dictionary<string, byte[]> taken)
    {
        var numbered = new List<ProofEvent>(all.Count);
        var number = 0;
        byte[]? last = null;
        foreach (var (one, content) in all)
        {
            if (one.Id.Length > 0)
            {
                numbered.Add(one);
                continue;
            }
            // Equal contents have equal times, so they are neighbours among those without an id.
            if (last is not null && last.AsSpan().SequenceEqual(content))
                continue;
            last = content;
            string id;
            do
                id = string.Create(CultureInfo.InvariantCulture, $"event-{++number:D6}");
            while (taken.ContainsKey(id));
            numbered.Add(one with { Id = id });
        }
        numbered.Sort((a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : string.CompareOrdinal(a.Id, b.Id));
        return numbered;
    }

    static int Compare((ProofEvent Event, byte[] Content) a, (ProofEvent Event, byte[] Content) b)
    {
        var byTime = a.Event.Time.CompareTo(b.Event.Time);
        if (byTime != 0)
            return byTime;
        var byId = string.CompareOrdinal(a.Event.Id, b.Event.Id);
        return byId != 0 ? byId : a.Content.AsSpan().SequenceCompareTo(b.Content);
    }

    static string Hex(byte[] hash) => "sha256:" + Convert.ToHexStringLower(hash);
}
