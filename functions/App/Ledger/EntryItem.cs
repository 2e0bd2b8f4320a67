using System.Globalization;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Ledger;

/// <summary>A journal entry as stored under <c>entry-&lt;sequence&gt;</c>.</summary>
/// <param name="Sequence">Position in the journal, from 1 without gaps.</param>
/// <param name="Source">What caused it.</param>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Description">For people.</param>
/// <param name="Postings">Its lines.</param>
public sealed record EntryItem(
    long Sequence, string Source, DateTimeOffset Time, string Description, IReadOnlyList<PostingItem> Postings)
{
    internal static string IdOf(long sequence) => "entry-" + sequence.ToString("D12", CultureInfo.InvariantCulture);

    internal static EntryItem From(long sequence, JournalEntry entry) =>
        new(sequence, entry.Source, entry.Time, entry.Description, [.. entry.Postings.Select(PostingItem.From)]);

    /// <summary>The entry, checked again as it is read.</summary>
    /// <exception cref="Domain.DomainException">ORC-LEDGER-001 or -003: what is stored is no valid entry.</exception>
    public JournalEntry ToEntry() => new(Source, Time, Description, [.. Postings.Select(p => p.ToPosting())]);
}
