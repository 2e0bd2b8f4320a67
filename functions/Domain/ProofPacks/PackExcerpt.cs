using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>Chooses events of a pack, and finds their inclusion proofs when not all are chosen.</summary>
static class PackExcerpt
{
    public static IEnumerable<(CanonicalValue Event, (int Index, Digest[] Hashes)? Proof)> Of(CanonicalValue events, IReadOnlyList<int>? only)
    {
        var all = new List<CanonicalValue>(events.Count);
        foreach (var item in events.Items)
            all.Add(item);
        return only is null ? all.Select(item => (item, Own(item))) : Chosen(all, only);
    }

    static IEnumerable<(CanonicalValue Event, (int Index, Digest[] Hashes)? Proof)> Chosen(List<CanonicalValue> all, IReadOnlyList<int> only)
    {
        if (only.Count == 0 || only.Any(index => index < 0 || index >= all.Count) || only.Zip(only.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new DomainException("ORC-PROOF-012", $"An excerpt names events from 0 to {all.Count - 1} in ascending order, at least one.");
        if (Own(all[0]) is not null)
            throw new DomainException("ORC-PROOF-012", "An excerpt is made of a whole pack, not of another excerpt.");
        var nodes = new Dictionary<TreeNode, Digest>();
        var tree = new MerkleFrontier();
        foreach (var item in all)
            tree.Append(Read(item).Leaf, nodes.Add);
        return only.Select(index =>
            (all[index], ((int, Digest[])?)(index, ProofPlan.Inclusion(index, all.Count).Solve(node => nodes[node]))));
    }

    static (int Index, Digest[] Hashes)? Own(CanonicalValue item)
    {
        if (Read(item) is not { Proof: { } proof } e)
            return null;
        var hashes = new List<Digest>();
        foreach (var hash in proof.Items)
            hashes.Add(Digest.TryFromBase64Url(hash.Utf8, out var digest) ? digest : throw Bad("a hash in a proof is none"));
        return ((int)e.Index, [.. hashes]);
    }

    static EventReader.ReadEvent Read(CanonicalValue item)
    {
        using var reader = new EventReader();
        return reader.Read(item, out var e) is { } problem ? throw Bad(problem) : e;
    }

    static DomainException Bad(string why) => new("ORC-PROOF-010", $"The pack's events are not in their form: {why}.");
}
