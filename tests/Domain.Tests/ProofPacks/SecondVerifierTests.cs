using System.Text;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>The web page functions/Verifier/verify.html, run in Node, against the verifier in Domain: one corpus, the same results.</summary>
public sealed class SecondVerifierTests : IDisposable
{
    readonly Issuer issuer = new();

    public void Dispose() => issuer.Dispose();

    [NodeFact]
    public void BothVerifiers_OverOneCorpus_Agree()
    {
        var cases = VerifierCorpus.Of(issuer).ToList();
        var second = SecondVerifier.Run(cases);
        Assert.Equal(cases.Count, second.Count);
        var standings = new HashSet<PackStanding>();
        var differences = new List<string>();
        for (var at = 0; at < cases.Count; at++)
        {
            var first = cases[at].Verify();
            standings.Add(first.Standing);
            var (mine, other) = (Summary(first), second[at]);
            if (mine != other)
                differences.Add($"{cases[at].Name}\n  Domain: {mine}\n  page:   {other}");
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {cases.Count} differ:\n{string.Join('\n', differences.Take(20))}");
        Assert.Equal(Enum.GetValues<PackStanding>().ToHashSet(), standings);
        Assert.True(cases.Count > 900, $"only {cases.Count} cases");
    }

    [ProofVectorsNodeFact]
    public void SecondVerifier_PublishedVectors_AreCanonicalisedAsPublished()
    {
        var answers = SecondVerifier.Canonicalise([
            .. ProofVectors.Of("jcs").GetProperty("documents").EnumerateArray().Select(document => Encoding.UTF8.GetBytes(document.Text("input"))),
            .. ProofVectors.Of("jcs").GetProperty("must_reject_hex").EnumerateArray().Select(pair => Convert.FromHexString(pair[0].GetString()!)),
        ]);
        var expected = ProofVectors.Of("jcs").GetProperty("documents").EnumerateArray().Select(document => document.Text("canonical_hex"));
        var refused = ProofVectors.Of("jcs").GetProperty("must_reject_hex").EnumerateArray().Select(_ => "refused");
        Assert.Equal(expected.Concat(refused), answers);
    }

    internal static string Summary(PackVerdict verdict) => verdict.Standing + " " + string.Join(' ', verdict.Results
        .Select(result => $"{result.Axis.ToString().ToLowerInvariant()}={result.Outcome.ToString().ToUpperInvariant()}"));
}
