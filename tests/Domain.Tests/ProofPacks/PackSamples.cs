using System.Globalization;
using System.Text;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>Packs of made-up shipments, the same for the same seed but for the signatures' own randomness.</summary>
static class PackSamples
{
    public const string Log = "proofs.example/tenant/acme";

    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static PackHeader Header { get; } = new(
        "pack-1", "acme", "shipment-42", "policy-7", Log,
        new PackRisk(35, [new PackRiskContribution("temperature-high", 35, ["e-00002"])]),
        null, Start.AddDays(2));

    public static PackEvent Event(int number, string? body = null) => new(
        "e-" + number.ToString("D5", CultureInfo.InvariantCulture),
        Start.AddMinutes(number),
        Encoding.UTF8.GetBytes(body ?? Body(number)));

    public static string Body(int number) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"type":"reading","plate":"B-XY {{{number}}}","reading":{"celsius":"-{{{number % 30}}}.5","shock":{{{number}}}.25},
         "driver":{"name":"Jür\u0067en \u0022Q\u0022 {{{number}}}","phone":"+49 30 {{{1000 + number}}}"},"legs":[1,2,{"to":"DEHAM"}],
         "note":null,"sealed":true,"a/b~c":{"":"empty name"}}
        """);

    public static List<PackEvent> Events(int count) => [.. Enumerable.Range(0, count).Select(number => Event(number))];

    /// <summary>A source of salts that repeats.</summary>
    public static SaltSource Salts(long seed = 1) => new Chance(seed).Fill;

    public static byte[] Sealed(SigningKey key, int events = 3, PackHeader? header = null)
    {
        using var draft = PackDraft.Build(header ?? Header, Events(events), Salts());
        return draft.Seal(key.Sign(PackFormat.ManifestType, draft.Payload)).ToArray();
    }

    /// <summary>Enters a pack in a log of some other entries and puts the proof inside.</summary>
    public static byte[] Logged(SigningKey key, byte[] pack, int before = 5, int after = 3)
    {
        using var file = PackFile.Open(pack);
        return file.WithLogProof(Proof(key, file.Payload, file.Manifest.Header.Log, before, after).ToString());
    }

    public static LogProof Proof(SigningKey key, byte[] payload, string origin, int before = 5, int after = 3)
    {
        var tree = new MerkleFrontier();
        var nodes = new Dictionary<TreeNode, Digest>();
        for (var at = 0; at < before + 1 + after; at++)
            tree.Append(MerkleHash.Leaf(at == before ? payload : [(byte)at]), nodes.Add);
        var note = new Checkpoint(origin, tree.Count, tree.Root()).Sign(key);
        return new LogProof(before, ProofPlan.Inclusion(before, tree.Count).Solve(node => nodes[node]), note);
    }
}
