using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>Verifies the events of a pack against its manifest: their form, their order, and the root they lead to.</summary>
sealed class ContentCheck(Manifest manifest)
{
    readonly HashSet<string> ids = new(StringComparer.Ordinal);
    readonly MerkleFrontier tree = new();
    string? badForm = "there is no content";
    string? badOrder;
    string? badRoot;
    EventReader.ReadEvent previous;
    long shown;
    long dropped;
    int count;
    bool isExcerpt;

    public bool IsWellFormed => badForm is null;

    /// <summary>Fields with a mask or a pseudonym in their place.</summary>
    public long Replaced { get; private set; }

    /// <summary>How much is withheld, in words.</summary>
    public string Withheld => dropped + Replaced == 0
        ? "no field is withheld"
        : $"{dropped + Replaced} fields are withheld, {Replaced} of them replaced";

    public void Run(CanonicalValue events)
    {
        badForm = events.Kind == JsonKind.Array && events.Count > 0 ? null : "the events are not a list of at least one";
        using var reader = new EventReader();
        foreach (var item in events.Items)
        {
            if (reader.Read(item, out var e) is { } problem)
            {
                badForm = $"event {count}: {problem}";
                return;
            }

            if (count == 0)
                isExcerpt = e.Proof is not null;
            if (isExcerpt != e.Proof is not null)
            {
                badForm = $"event {count}: some events have a proof of their own and some have not";
                return;
            }

            Add(e);
        }

        (shown, dropped, Replaced) = (reader.Shown, reader.Dropped, reader.Replaced);
        if (!isExcerpt)
            CheckWhole();
    }

    public IEnumerable<AxisResult> Results(bool hasEvents)
    {
        if (!hasEvents)
            return [Skip(Axis.Commitments, Erased), Skip(Axis.Order, Erased), Skip(Axis.Root, Erased)];
        if (badForm is not null)
            return [new(Axis.Commitments, AxisOutcome.Fail, badForm), Skip(Axis.Order, Unread), Skip(Axis.Root, Unread)];
        return
        [
            new(Axis.Commitments, AxisOutcome.Pass, $"{shown} fields shown, {dropped + Replaced} withheld"),
            Judge(Axis.Order, badOrder, "by time, then id; no id twice"),
            Judge(Axis.Root, badRoot, isExcerpt
                ? $"{count} of {manifest.Count} events are proved to be in the tree"
                : $"the {count} events lead to the manifest's root"),
        ];
    }

    const string Erased = "the content was erased or withheld";
    const string Unread = "the fields could not be read";

    static AxisResult Judge(Axis axis, string? problem, string good) =>
        problem is null ? new(axis, AxisOutcome.Pass, good) : new(axis, AxisOutcome.Fail, problem);

    static AxisResult Skip(Axis axis, string why) => new(axis, AxisOutcome.Skipped, why);

    void Add(in EventReader.ReadEvent e)
    {
        if (count > 0 && (e.Time < previous.Time || (e.Time == previous.Time && string.CompareOrdinal(e.Id, previous.Id) <= 0)))
            badOrder ??= $"event {count} does not come after the one before it";
        if (!ids.Add(e.Id))
            badOrder ??= $"the id of event {count} stands twice";
        if (e.Time < manifest.First || e.Time > manifest.Last)
            badOrder ??= $"event {count} lies outside of the manifest's times";
        if (e.Proof is { } proof)
            CheckProof(e, proof);
        else
            tree.Append(e.Leaf);
        previous = e;
        count++;
    }

    void CheckProof(in EventReader.ReadEvent e, CanonicalValue proof)
    {
        if (count > 0 && e.Index <= previous.Index)
            badOrder ??= $"the index of event {count} does not come after the one before it";
        var hashes = new List<Digest>();
        foreach (var item in proof.Items)
            if (item.Kind == JsonKind.String && Digest.TryFromBase64Url(item.Utf8, out var hash))
                hashes.Add(hash);
            else
                badRoot ??= $"a hash in the proof of event {count} is none";
        if (!MerkleProof.Includes(e.Leaf, e.Index, manifest.Count, [.. hashes], manifest.Root))
            badRoot ??= $"event {count} is not proved to be in the tree";
    }

    void CheckWhole()
    {
        if (previous.Time != manifest.Last)
            badOrder ??= "the last event does not have the manifest's last time";
        if (count != manifest.Count)
            badRoot ??= $"there are {count} events; the manifest says {manifest.Count}";
        else if (tree.Root() != manifest.Root)
            badRoot ??= "the events lead to another root than the manifest's";
    }
}
