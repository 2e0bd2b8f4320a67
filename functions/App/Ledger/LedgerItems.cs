using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Ledger;

/// <summary>A posting as stored.</summary>
/// <param name="Account">The account's code, such as CORE:Holdings.</param>
/// <param name="Asset">The asset's code.</param>
/// <param name="Amount">The change, in units of the asset.</param>
public sealed record PostingItem(string Account, string Asset, decimal Amount)
{
    internal static PostingItem From(Posting posting) => new(posting.Account.Code, posting.Amount.Asset.Code, posting.Amount.Amount);

    internal Posting ToPosting() => new(Domain.Ledger.Account.Parse(Account), new Money(Amount, new Asset(Asset)));
}

/// <summary>A journal entry as stored under <c>entry-&lt;sequence&gt;</c>.</summary>
/// <param name="Sequence">Position in the journal, from 1 without gaps.</param>
/// <param name="Source">What caused it.</param>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Description">For people.</param>
/// <param name="Postings">Its lines.</param>
public sealed record EntryItem(long Sequence, string Source, DateTimeOffset Time, string Description, IReadOnlyList<PostingItem> Postings)
{
    internal static string IdOf(long sequence) => "entry-" + sequence.ToString("D12", CultureInfo.InvariantCulture);

    internal static EntryItem From(long sequence, JournalEntry entry) =>
        new(sequence, entry.Source, entry.Time, entry.Description, [.. entry.Postings.Select(PostingItem.From)]);

    /// <summary>The entry, checked again as it is read.</summary>
    /// <exception cref="Domain.DomainException">ORC-LEDGER-001 or -003: what is stored is no valid entry.</exception>
    public JournalEntry ToEntry() => new(Source, Time, Description, [.. Postings.Select(p => p.ToPosting())]);
}

/// <summary>The proof that a source was posted, stored under <c>source-&lt;source&gt;</c>.</summary>
/// <param name="Sequence">The entry it was posted as.</param>
/// <param name="Content">The entry's canonical content: another one under the same source is refused.</param>
sealed record SourceItem(long Sequence, string Content);

/// <summary>The balances after the last entry, stored under <c>balances</c>; the head that serialises writers.</summary>
/// <param name="Sequence">The last entry.</param>
/// <param name="Balances">Every balance that is not zero, ordered by account, then asset.</param>
sealed record BalancesItem(long Sequence, IReadOnlyList<PostingItem> Balances)
{
    public BalancesItem After(JournalEntry entry)
    {
        var sums = Balances.ToDictionary(b => (b.Account, b.Asset), b => b.Amount);
        foreach (var posting in entry.Postings.Select(PostingItem.From))
            sums[(posting.Account, posting.Asset)] = sums.GetValueOrDefault((posting.Account, posting.Asset)) + posting.Amount;
        var left = sums.Where(s => s.Value != 0m).Select(s => new PostingItem(s.Key.Account, s.Key.Asset, s.Value));
        return new BalancesItem(Sequence + 1,
            [.. left.OrderBy(b => b.Account, StringComparer.Ordinal).ThenBy(b => b.Asset, StringComparer.Ordinal)]);
    }
}
