using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.Tests.Merkle;

/// <summary>Everything that may go wrong with a proof: a bit flipped, a hash dropped, added, doubled, swapped, the order reversed.</summary>
static class Mutations
{
    public static IEnumerable<Digest[]> Of(Digest[] proof)
    {
        var foreign = MerkleHash.Leaf("foreign"u8);
        yield return [.. proof, foreign];
        yield return [foreign, .. proof];
        for (var at = 0; at < proof.Length; at++)
        {
            foreach (var flipped in Flips(proof[at]))
                yield return [.. proof[..at], flipped, .. proof[(at + 1)..]];
            yield return [.. proof[..at], .. proof[(at + 1)..]];
            yield return [.. proof[..at], proof[at], .. proof[at..]];
            for (var other = at + 1; other < proof.Length; other++)
            {
                var swapped = (Digest[])proof.Clone();
                (swapped[at], swapped[other]) = (swapped[other], swapped[at]);
                yield return swapped;
            }
        }
    }

    /// <summary>The digest with each of its bytes changed in one bit.</summary>
    public static IEnumerable<Digest> Flips(Digest digest)
    {
        for (var at = 0; at < Digest.Size; at++)
        {
            var bytes = digest.Bytes.ToArray();
            bytes[at] ^= (byte)(1 << (at % 8));
            yield return new Digest(bytes);
        }
    }
}
