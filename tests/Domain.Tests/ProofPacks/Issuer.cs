using Orchestrations.Domain.ProofPacks;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>An issuer with one key, which made everything that a verifier is given.</summary>
sealed class Issuer : IDisposable
{
    public Issuer() => Keys = new KeyList([Entry()]);

    public SigningKey Key { get; } = TestKeys.New();

    public KeyList Keys { get; }

    public PackEvidence Evidence => new(Keys);

    public PseudonymKey Pseudonyms { get; } = new(Enumerable.Range(0, 32).Select(at => (byte)at).ToArray());

    public IssuerKey Entry(long? revokedFrom = null, DateTimeOffset? retired = null, DateTimeOffset? from = null) =>
        new(Key.Id, Key.Public, from ?? PackSamples.Start, retired, revokedFrom);

    /// <summary>A pack with its log proof inside.</summary>
    public byte[] Pack(int events = 3, PackHeader? header = null) => PackSamples.Logged(Key, PackSamples.Sealed(Key, events, header));

    /// <summary>A copy, with the issuer's statement.</summary>
    public byte[] Copy(byte[] pack, RedactionTemplate? template, params int[] only)
    {
        using var file = PackFile.Open(pack);
        var copy = file.Copy(PackSamples.Start.AddDays(3), template, Pseudonyms, only.Length == 0 ? null : only);
        return copy.Seal(Key.Sign(PackFormat.RedactionType, copy.Payload));
    }

    public void Dispose()
    {
        Key.Dispose();
        Keys.Dispose();
    }
}
