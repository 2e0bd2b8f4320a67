using System.Diagnostics;
using System.Text;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Domain.Tests.ProofPacks;

public sealed class DamageTests : IDisposable
{
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    readonly Issuer issuer = new();

    public void Dispose() => issuer.Dispose();

    // Every byte of a whole pack, a redacted copy, an excerpt and what is left after erasing; one bit of each, chosen by its place.
    [Theory]
    [InlineData("whole")]
    [InlineData("redacted")]
    [InlineData("excerpt")]
    [InlineData("erased")]
    public void Pack_WithAnyByteFlipped_NeverPasses(string kind)
    {
        var pack = Made(kind);
        Assert.True(PackVerifier.Verify(pack, issuer.Evidence).Standing is PackStanding.Verified or PackStanding.Anchored);
        for (var at = 0; at < pack.Length; at++)
        {
            pack[at] ^= (byte)(1 << (at % 8));
            var standing = PackVerifier.Verify(pack, issuer.Evidence).Standing;
            Assert.True(standing == PackStanding.Refuted, $"byte {at} of the {kind} pack, bit {at % 8}: {standing}");
            pack[at] ^= (byte)(1 << (at % 8));
        }
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("redacted")]
    [InlineData("erased")]
    public void Pack_CutOffAnywhere_NeverPasses(string kind)
    {
        var pack = Made(kind);
        for (var length = 0; length < pack.Length; length++)
            Assert.Equal(PackStanding.Refuted, PackVerifier.Verify(pack.AsMemory(0, length), issuer.Evidence).Standing);
    }

    [Fact]
    public void LogProof_WithAnyByteFlipped_NeverPasses()
    {
        var pack = PackSamples.Sealed(issuer.Key);
        using var file = PackFile.Open(pack);
        var proof = Encoding.UTF8.GetBytes(PackSamples.Proof(issuer.Key, file.Payload, PackSamples.Log).ToString());
        for (var at = 0; at < proof.Length; at++)
        {
            proof[at] ^= (byte)(1 << (at % 8));
            var verdict = PackVerifier.Verify(pack, issuer.Evidence with { LogProof = proof });
            Assert.True(verdict.Standing == PackStanding.Refuted, $"byte {at}, bit {at % 8}: {verdict.Standing}");
            proof[at] ^= (byte)(1 << (at % 8));
        }
    }

    // Structure-aware damage: pieces copied, removed, swapped and replaced by tokens that mean something to a parser.
    [Fact]
    public void Parsers_FedWithDamage_NeverBreak()
    {
        byte[][] seeds =
        [
            Made("whole"), Made("redacted"), Made("excerpt"), Made("erased"), issuer.Keys.ToBytes(),
            Encoding.UTF8.GetBytes(PackSamples.Proof(issuer.Key, [1], PackSamples.Log).ToString()),
            Encoding.UTF8.GetBytes(PackSamples.Body(1)),
        ];
        var (clock, rounds) = (Stopwatch.StartNew(), 0);
        for (; clock.Elapsed < Budget; rounds++)
        {
            var chance = new Chance(rounds);
            var text = Damage.Of(seeds[chance.Below(seeds.Length)], chance);
            try
            {
                var verdict = PackVerifier.Verify(text, issuer.Evidence with { LogProof = chance.Below(2) == 0 ? text : null, Previous = text });
                Assert.True(
                    verdict.Standing is PackStanding.Refuted or PackStanding.Incomplete || Array.Exists(seeds, text.SequenceEqual),
                    $"seed {rounds}: {verdict.Standing}");
                Quietly(() => KeyList.Read(text).Dispose());
                Quietly(() => CanonicalBytes.Of(text));
                Quietly(() => PackFile.Open(text).Dispose());
                Quietly(() => PackDraft.Build(PackSamples.Header, [PackSamples.Event(1) with { Body = text }], PackSamples.Salts()).Dispose());
                SignedNote.Read(text, out _);
                LogProof.Read(text, out _);
                Checkpoint.Read(Encoding.UTF8.GetString(text));
                Manifest.Read(text);
            }
            catch (Exception broken) when (broken is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {rounds}: {broken}");
            }
        }

        Assert.True(rounds > 100, $"only {rounds} rounds");
    }

    static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (DomainException)
        {
            // A refusal with a code is what damage deserves.
        }
    }

    byte[] Made(string kind)
    {
        var pack = issuer.Pack(2);
        using var file = PackFile.Open(pack);
        return kind switch
        {
            "whole" => pack,
            "redacted" => issuer.Copy(pack, new RedactionTemplate("t", [
                new RedactionRule("/plate", RedactionAction.Mask, 1),
                new RedactionRule("/type", RedactionAction.Hash),
                new RedactionRule("/legs", RedactionAction.Drop),
            ])),
            "excerpt" => issuer.Copy(pack, null, 1),
            _ => file.WithoutContent(),
        };
    }
}
