namespace Orchestrations.App.ProofPacks;

/// <summary>A run that goes on: the 202 of <c>POST proofpacks/run</c> and the answer of <c>GET proofpacks/{id}/status</c>.</summary>
/// <param name="Id">The pack's id.</param>
/// <param name="Status">The run's status: Pending, Running, Completed, Failed.</param>
/// <param name="StatusUrl">Where to ask how it stands.</param>
/// <param name="PackUrl">Where the pack is, once it is there.</param>
/// <param name="Problem">Why it failed; null when it did not.</param>
public sealed record PackStatusAnswer(string Id, string Status, string StatusUrl, string PackUrl, string? Problem = null);

/// <summary>The answer of <c>GET proofpacks</c>.</summary>
/// <param name="Packs">Oldest first.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null at the end.</param>
public sealed record PackListAnswer(IReadOnlyList<PackLineAnswer> Packs, string? Next);

/// <summary>A pack in a listing.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Generated">Its own time, UTC.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="RiskScore">0 to 100.</param>
/// <param name="LogIndex">Its place in the tenant's log.</param>
public sealed record PackLineAnswer(string Id, string Subject, DateTimeOffset Generated, int Events, int RiskScore, long LogIndex);

/// <summary>The answer of <c>GET proofpacks/log/inclusion</c> (RFC 9162 section 2.1.3).</summary>
/// <param name="Origin">Which log.</param>
/// <param name="Index">The entry's place, from 0.</param>
/// <param name="Size">The tree it is proved to be in.</param>
/// <param name="Hashes">From the leaf to the root, Base64.</param>
public sealed record LogInclusionAnswer(string Origin, long Index, long Size, IReadOnlyList<string> Hashes);

/// <summary>The answer of <c>GET proofpacks/log/consistency</c> (RFC 9162 section 2.1.4): a file that the verifier takes.</summary>
/// <param name="Format">orchestrations/log-consistency/1.</param>
/// <param name="Origin">Which log.</param>
/// <param name="From">The earlier size.</param>
/// <param name="To">The later size.</param>
/// <param name="Checkpoints">The signed checkpoints of both sizes, the earlier first.</param>
/// <param name="Hashes">The proof, Base64.</param>
public sealed record LogConsistencyAnswer(
    string Format, string Origin, long From, long To, IReadOnlyList<string> Checkpoints, IReadOnlyList<string> Hashes);

/// <summary>The body of <c>PUT proofpacks/{id}/hold</c>.</summary>
/// <param name="Reason">Why the content must be kept: 1 to 500 characters.</param>
public sealed record PackHoldBody(string Reason);

/// <summary>The answer of <c>PUT</c> and <c>DELETE proofpacks/{id}/hold</c>.</summary>
/// <param name="Id">The pack's id.</param>
/// <param name="Hold">Why its content is kept; null when it is not held.</param>
public sealed record PackHoldAnswer(string Id, string? Hold);

/// <summary>The answer of <c>POST api/keys/{id}/revoke</c>.</summary>
/// <param name="Id">The key.</param>
/// <param name="RevokedAt">When it was revoked, UTC.</param>
/// <param name="ValidSizes">The size of each log, by origin, up to which its signatures stand.</param>
public sealed record KeyRevokedAnswer(string Id, DateTimeOffset RevokedAt, IReadOnlyDictionary<string, long> ValidSizes);

/// <summary>The answer of <c>POST proofpacks/verify</c>.</summary>
/// <param name="Standing">Verified, Anchored (content erased), Incomplete or Refuted.</param>
/// <param name="Pack">The pack's id; null when it could not be read.</param>
/// <param name="Subject">What it is about; null when it could not be read.</param>
/// <param name="Axes">In order.</param>
public sealed record PackVerifyAnswer(string Standing, string? Pack, string? Subject, IReadOnlyList<PackAxisAnswer> Axes);

/// <summary>One axis of a verification.</summary>
/// <param name="Axis">What was verified.</param>
/// <param name="Outcome">PASS, FAIL or SKIPPED, which is never a pass.</param>
/// <param name="Reason">Why.</param>
public sealed record PackAxisAnswer(string Axis, string Outcome, string Reason);

/// <summary>The answer of <c>GET proofpacks/log/entries</c>.</summary>
/// <param name="Origin">Which log.</param>
/// <param name="Entries">In order.</param>
public sealed record LogEntriesAnswer(string Origin, IReadOnlyList<LogEntryAnswer> Entries);

/// <summary>An entry of a log.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Kind">pack, erased, held or released.</param>
/// <param name="Pack">The pack it is about.</param>
/// <param name="Time">When it was entered, UTC.</param>
/// <param name="Hash">The leaf hash, Base64.</param>
/// <param name="Notice">The entry's bytes as text; null for packs, whose manifest is the entry.</param>
public sealed record LogEntryAnswer(long Index, string Kind, string Pack, DateTimeOffset Time, string Hash, string? Notice);
