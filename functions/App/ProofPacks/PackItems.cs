using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.App.ProofPacks;

/// <summary>A pack as asked for, stored under <c>run-&lt;id&gt;</c> once its content is there.</summary>
/// <param name="Id">The pack's id.</param>
/// <param name="Fingerprint">What the request was, so that its repetition is known and another one refused.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Policy">The version of the rules it is judged by.</param>
/// <param name="Generated">When it was asked for, UTC: the pack's own time.</param>
/// <param name="Chunks">How many pieces its content has.</param>
/// <param name="Risk">What the risk rules found.</param>
sealed record PackRunItem(
    string Id, string Fingerprint, string Subject, string Policy, DateTimeOffset Generated, int Chunks, PackRiskItem Risk)
{
    public static string IdOf(string pack) => "run-" + pack;
}

/// <summary>A score as stored; the fields of <see cref="PackRisk"/>.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Contributions">What it is made of.</param>
sealed record PackRiskItem(int Score, IReadOnlyList<PackRiskLineItem> Contributions)
{
    public PackRisk ToRisk() => new(Score, [.. Contributions.Select(c => new PackRiskContribution(c.Rule, c.Points, [c.Event]))]);
}

/// <summary>One contribution as stored.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Points">What it adds.</param>
/// <param name="Event">The event it was found at.</param>
sealed record PackRiskLineItem(string Rule, int Points, string Event);

/// <summary>A sealed pack, stored under <c>pack-&lt;id&gt;</c> in its tenant's partition.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Generated">Its own time, UTC.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="RiskScore">0 to 100.</param>
/// <param name="Index">Its place in the log.</param>
/// <param name="Fingerprint">Which content it is of.</param>
/// <param name="Chunks">How many pieces its content has.</param>
/// <param name="Payload">The manifest's bytes, Base64.</param>
/// <param name="KeyId">The key that signed it.</param>
/// <param name="Signature">The signature, Base64.</param>
/// <param name="LogProof">The text of its <c>.tlog-proof</c>.</param>
sealed record PackItem(
    string Id, string Subject, DateTimeOffset Generated, int Events, int RiskScore, long Index, string Fingerprint, int Chunks,
    string Payload, string KeyId, string Signature, string LogProof)
{
    /// <summary>Why the content must not be erased; null when it may.</summary>
    public string? Hold { get; init; }

    /// <summary>How often a hold was put on it or taken off: names each of them in the log.</summary>
    public int Holds { get; init; }

    /// <summary>When the content was erased, UTC.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>What is left of the file then, Base64.</summary>
    public string? Remains { get; init; }

    public static string IdOf(string pack) => "pack-" + pack;

    public Manifest ToManifest() => Manifest.Read(Convert.FromBase64String(Payload))
        ?? throw new Storage.StoreException("ORC-STORE-007", $"The manifest of the pack {Id} cannot be read.");
}

/// <summary>The last pack of a subject, stored under <c>subject-&lt;name&gt;</c>; serialises packs of one subject.</summary>
/// <param name="Pack">Its id.</param>
/// <param name="Manifest">The digest of its manifest, Base64.</param>
sealed record SubjectItem(string Pack, string Manifest)
{
    /// <summary>A name for a subject that any store takes.</summary>
    public static string NameOf(string subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))[..32];

    public static string IdOf(string subject) => "subject-" + NameOf(subject);

    public PackLink ToLink() => new(Pack, new Digest(Convert.FromBase64String(Manifest)));
}

/// <summary>
/// A line of the listings, stored under <c>all-&lt;time&gt;-&lt;id&gt;</c> and <c>of-&lt;subject&gt;-&lt;time&gt;-&lt;id&gt;</c>.
/// </summary>
/// <param name="Id">The pack's id.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Generated">Its own time, UTC.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="RiskScore">0 to 100.</param>
/// <param name="Index">Its place in the log.</param>
sealed record PackLineItem(string Id, string Subject, DateTimeOffset Generated, int Events, int RiskScore, long Index)
{
    public static string PrefixOf(string? subject) => subject is null ? "all-" : $"of-{SubjectItem.NameOf(subject)}-";

    public static string TimeOf(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
