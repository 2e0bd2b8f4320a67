using System.Security.Cryptography;
using System.Text.Json;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Benchmarks.Proofs;

/// <summary>Making and verifying packs, beside nothing but the hashes that they need.</summary>
static class PackSpeed
{
    public static void Measure(int count)
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = SigningKey.FromPem("key-1", p256.ExportPkcs8PrivateKeyPem());
        var events = ShipmentEvents.Of(count);
        var pack = Make(key, events);
        var keys = new KeyList([new IssuerKey(key.Id, key.Public, DateTimeOffset.MinValue, null, null)]);
        var logged = Logged(key, pack);
        var calls = Math.Max(1, 2000 / count);

        var lengths = Lengths(pack);
        using var hasher = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var best = Timed.BestOfEach(
            calls, () => Make(key, events, keep: false), Hashing(lengths, (bytes, digest) => SHA256.HashData(bytes, digest)),
            Hashing(lengths, (bytes, digest) =>
            {
                hasher.AppendData(bytes);
                hasher.GetHashAndReset(digest);
            }));
        var (make, hash, reused) = (best[0], best[1], best[2]);
        // By itself: what it leaves to be collected must not be counted for the others.
        var verify = Timed.Best(() => Check(PackVerifier.Verify(logged, new PackEvidence(keys))), calls);
        var of = $"{count:n0} events";
        Line.Print($"packs of {of}, made and signed", 1 / make, "a second", $"{count / make:n0} events/s, {pack.Length / 1e6:n2} MB");
        Line.Print(
            "  the hashes that such a pack needs, alone", hash * 1e3, "ms", $"making takes {make * 1e3:n3} ms, {make / hash:n2} times as long");
        Line.Print("  the same with one hasher used again", reused * 1e3, "ms", $"making takes {make / reused:n2} times as long");
        Line.Print($"pack of {of}, verified", verify * 1e3, "ms", $"{verify / hash:n2} times the hashes");
    }

    static byte[] Make(SigningKey key, List<PackEvent> events, bool keep = true)
    {
        using var draft = PackDraft.Build(ShipmentEvents.Header, events, RandomNumberGenerator.Fill);
        var file = draft.Seal(key.Sign(PackFormat.ManifestType, draft.Payload));
        return keep ? file.ToArray() : [];
    }

    static byte[] Logged(SigningKey key, byte[] pack)
    {
        using var file = PackFile.Open(pack);
        var leaf = MerkleHash.Leaf(file.Payload);
        var proof = new LogProof(0, [], new Checkpoint(file.Manifest.Header.Log, 1, leaf).Sign(key));
        return file.WithLogProof(proof.ToString());
    }

    static void Check(PackVerdict verdict)
    {
        if (verdict.Standing != PackStanding.Verified)
            throw new InvalidOperationException(string.Join('\n', verdict.Results));
    }

    delegate void Hash(ReadOnlySpan<byte> bytes, Span<byte> digest);

    // The lengths of all that the pack's commitments, leaves and inner nodes hash.
    static List<int> Lengths(byte[] pack)
    {
        var lengths = new List<int>();
        foreach (var e in JsonDocument.Parse(pack).RootElement.GetProperty("events").EnumerateArray())
        {
            var leaf = 1 + "{\"fields\":{},\"id\":\"\",\"time\":\"\"}".Length + e.GetProperty("id").GetString()!.Length + 28;
            foreach (var field in e.GetProperty("fields").EnumerateObject())
            {
                lengths.Add(field.Value.GetRawText().Length + field.Name.Length + 3);
                leaf += field.Name.Length + 2 + 1 + 45 + 1;
            }

            lengths.Add(leaf);
            lengths.Add(65);
        }

        return lengths;
    }

    // As many hashes over as many bytes.
    static Action Hashing(List<int> lengths, Hash hash)
    {
        var bytes = RandomNumberGenerator.GetBytes(1 << 20);
        var digest = new byte[32];
        return () =>
        {
            var at = 0;
            foreach (var length in lengths)
            {
                at = at + length < bytes.Length ? at : 0;
                hash(bytes.AsSpan(at, length), digest);
                at += length;
            }
        };
    }
}
