using System.Collections.Immutable;
using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Ledger;

/// <summary>
/// The balances after some journal. Immutable. Invariants: every asset's balances sum to zero over all accounts, and every
/// source counts once.
/// </summary>
public sealed class LedgerState
{
    readonly ImmutableDictionary<(Account Account, Asset Asset), decimal> balances;
    readonly ImmutableDictionary<string, string> sources;

    LedgerState(ImmutableDictionary<(Account, Asset), decimal> balances, ImmutableDictionary<string, string> sources)
    {
        this.balances = balances;
        this.sources = sources;
    }

    /// <summary>Before the first entry.</summary>
    public static LedgerState Empty { get; } = new(
        ImmutableDictionary<(Account, Asset), decimal>.Empty,
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>How many entries were applied.</summary>
    public int Entries => sources.Count;

    /// <summary>Every balance that is not zero, ordered by account code, then asset.</summary>
    public IReadOnlyList<Posting> Balances =>
    [
        .. balances.Where(b => b.Value != 0m)
            .Select(b => new Posting(b.Key.Account, new Money(b.Value, b.Key.Asset)))
            .OrderBy(p => p.Account.Code, StringComparer.Ordinal)
            .ThenBy(p => p.Amount.Asset.Code, StringComparer.Ordinal),
    ];

    /// <summary>One balance; zero when nothing was posted.</summary>
    public Money Balance(Account account, Asset asset) => new(balances.GetValueOrDefault((account, asset)), asset);

    /// <summary>True when an entry of the source was applied.</summary>
    public bool Contains(string source) => sources.ContainsKey(source);

    /// <summary>The state after the entry; this one when the very same entry was applied before.</summary>
    /// <exception cref="DomainException">ORC-LEDGER-002: the source was applied with another content.</exception>
    public LedgerState Apply(JournalEntry entry)
    {
        if (sources.TryGetValue(entry.Source, out var content))
            return content == entry.Content
                ? this
                : throw new DomainException("ORC-LEDGER-002", $"The source {entry.Source} was posted before with another content.");
        var after = balances.ToBuilder();
        foreach (var posting in entry.Postings)
        {
            var key = (posting.Account, posting.Amount.Asset);
            after[key] = after.GetValueOrDefault(key) + posting.Amount.Amount;
        }
        return new LedgerState(after.ToImmutable(), sources.Add(entry.Source, entry.Content));
    }

    /// <summary>What is wrong with the balances: an asset that does not sum to zero, or an engine that owns less than nothing.</summary>
    /// <returns>Sentences for people; empty when all is well.</returns>
    public IReadOnlyList<string> Violations()
    {
        var found = new List<string>();
        foreach (var asset in balances.GroupBy(b => b.Key.Asset).OrderBy(g => g.Key.Code, StringComparer.Ordinal))
            if (asset.Sum(b => b.Value) is var sum && sum != 0m)
                found.Add($"The accounts of {asset.Key} sum to {new Money(sum, asset.Key)} instead of zero.");
        foreach (var balance in Balances)
            if (balance.Account.Kind == AccountKind.Holdings && balance.Amount.IsNegative)
                found.Add($"{balance.Account} holds {balance.Amount}.");
        return found;
    }
}
