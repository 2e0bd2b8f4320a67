using System.Globalization;
using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Ledger;

/// <summary>
/// One indivisible change of the ledger. Invariant: for each asset the postings sum to exactly zero, so nothing appears or
/// vanishes; value only moves between accounts.
/// </summary>
public sealed class JournalEntry
{
    /// <summary>The longest source id: 150 characters.</summary>
    public const int LongestSource = 150;

    /// <param name="source">What caused it: an execution id, a settlement id, a transfer id. Recording a source twice posts once.
    /// 1 to 150 printable ASCII characters without slash, backslash, hash and question mark.</param>
    /// <param name="time">When it happened, UTC.</param>
    /// <param name="description">For people; up to 500 characters.</param>
    /// <param name="postings">At least two, none of zero, balanced for each asset.</param>
    /// <exception cref="DomainException">ORC-LEDGER-001: not balanced. ORC-LEDGER-003: another rule is broken.</exception>
    public JournalEntry(string source, DateTimeOffset time, string description, IReadOnlyList<Posting> postings)
    {
        if (string.IsNullOrEmpty(source) || source.Length > LongestSource || !source.All(IsSourceCharacter))
            throw new DomainException("ORC-LEDGER-003", $"'{source}' is not a source: use 1 to 150 printable ASCII characters without / \\ # and ?.");
        if (description.Length > 500)
            throw new DomainException("ORC-LEDGER-003", $"The description of {source} has {description.Length} characters; use up to 500.");
        if (postings.Count < 2 || postings.Any(p => p.Amount.IsZero))
            throw new DomainException("ORC-LEDGER-003", $"The entry {source} needs at least two postings, none of them zero.");
        foreach (var asset in postings.GroupBy(p => p.Amount.Asset))
            if (asset.Sum(p => p.Amount.Amount) is var sum && sum != 0m)
                throw new DomainException("ORC-LEDGER-001", $"The entry {source} is not balanced: its postings sum to {new Money(sum, asset.Key)}.");

        Source = source;
        Time = time.ToUniversalTime();
        Description = description;
        Postings = [.. postings];
    }

    /// <summary>What caused it.</summary>
    public string Source { get; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>For people.</summary>
    public string Description { get; }

    /// <summary>The lines, in the order given.</summary>
    public IReadOnlyList<Posting> Postings { get; }

    /// <summary>
    /// Time, description and postings as one canonical text. Two entries of one source are the same exactly when their
    /// contents are equal; amounts compare by value, so 1.0 equals 1.00.
    /// </summary>
    public string Content => string.Join('\n', [
        Time.ToString("O", CultureInfo.InvariantCulture),
        Description.ReplaceLineEndings(" "),
        .. Postings.Select(p => p.Account.Code + " " + Text(p.Amount.Amount) + " " + p.Amount.Asset.Code),
    ]);

    /// <summary>The opposite of this entry under another source, to correct what cannot be deleted.</summary>
    /// <param name="source">The correction's own source.</param>
    /// <param name="time">When it was corrected, UTC.</param>
    /// <param name="reason">Why, for people.</param>
    public JournalEntry Reverse(string source, DateTimeOffset time, string reason) =>
        new(source, time, reason, [.. Postings.Select(p => p with { Amount = -p.Amount })]);

    // 28 decimals without trailing zeros: every decimal value has one text.
    static string Text(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);

    static bool IsSourceCharacter(char c) => c is >= ' ' and <= '~' && c is not ('/' or '\\' or '#' or '?');
}
