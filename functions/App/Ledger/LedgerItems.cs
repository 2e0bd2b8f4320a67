using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Ledger;

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
