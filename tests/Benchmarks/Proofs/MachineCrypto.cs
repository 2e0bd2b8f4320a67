using System.Security.Cryptography;

namespace Orchestrations.Benchmarks.Proofs;

/// <summary>What the machine's cryptographic library does, called as the product calls it.</summary>
static class MachineCrypto
{
    public static void Measure()
    {
        var digest = new byte[32];
        foreach (var size in (int[])[65, 1024, 65536])
        {
            var bytes = new byte[size];
            var seconds = Timed.Best(() => SHA256.HashData(bytes, digest), 2000);
            using var reused = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var again = Timed.Best(
                () =>
                {
                    reused.AppendData(bytes);
                    reused.GetHashAndReset(digest);
                }, 2000);
            var note = $"{size / seconds / 1e6:n0} MB/s; {again * 1e9:n0} ns with one hasher used again";
            Line.Print($"plain SHA-256 of {size:n0} bytes", seconds * 1e9, "ns", note);
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var data = new byte[1000];
        var signature = key.SignData(data, HashAlgorithmName.SHA256);
        Line.Print("plain ECDSA P-256 signatures", 1 / Timed.Best(() => key.SignData(data, HashAlgorithmName.SHA256), 200), "a second");
        var verify = Timed.Best(() => key.VerifyData(data, signature, HashAlgorithmName.SHA256), 200);
        Line.Print("plain ECDSA P-256 verifications", 1 / verify, "a second");
    }
}
