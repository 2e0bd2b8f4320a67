using System.Runtime.CompilerServices;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Ledger;

/// <summary>
/// The append-only journal of each portfolio, in the partition <c>ledger-&lt;portfolio&gt;</c>. Invariants: an entry, its source
/// mark and the new balances are one batch, so none exists without the others; a source posts once; sequences have no gaps.
/// </summary>
/// <param name="store">Where it is kept.</param>
public sealed class LedgerRepository(IStore store) : IDisposable
{
    /// <summary>Code of stored balances that are not those of the journal, and of a journal with a gap.</summary>
    public const string Differs = "ORC-LEDGER-005";

    const string Head = "balances";
    const int MostAttempts = 100;

    // Writers of one process queue here instead of conflicting; the ETag guards against other processes.
    readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>Posts an entry, once per source however often it is called.</summary>
    /// <param name="portfolio">1 to 30 characters of a-z, 0-9 and hyphen.</param>
    /// <param name="entry">What to post.</param>
    /// <param name="cancellation">Cancels the wait; the entry may still be posted.</param>
    /// <returns>The entry's sequence, the old one when the source was posted before.</returns>
    /// <exception cref="DomainException">
    /// ORC-LEDGER-002: the source was posted with another content. ORC-LEDGER-004: other writers kept getting in between.
    /// </exception>
    public async Task<long> PostAsync(string portfolio, JournalEntry entry, CancellationToken cancellation = default)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
                if (await TryPostAsync(portfolio, entry, cancellation) is { } sequence)
                    return sequence;
        }
        finally
        {
            writing.Release();
        }
        throw new DomainException(
            "ORC-LEDGER-004", $"The entry {entry.Source} met other writers {MostAttempts} times; try again later.");
    }

    /// <summary>True when the source was posted.</summary>
    public async Task<bool> ContainsAsync(string portfolio, string source, CancellationToken cancellation = default) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), "source-" + source), cancellation) is not null;

    /// <summary>The entry of a source, or null when it was not posted.</summary>
    public async Task<EntryItem?> FindAsync(string portfolio, string source, CancellationToken cancellation = default)
    {
        if (await store.GetAsync(new StoreKey(Partition(portfolio), "source-" + source), cancellation) is not { } mark)
            return null;
        var id = EntryItem.IdOf(StoreJson.Read<SourceItem>(mark).Sequence);
        return await store.GetAsync(new StoreKey(Partition(portfolio), id), cancellation) is { } item ? StoreJson.Read<EntryItem>(item) : null;
    }

    /// <summary>Every balance that is not zero, ordered by account code, then asset.</summary>
    public async Task<IReadOnlyList<Posting>> BalancesAsync(string portfolio, CancellationToken cancellation = default)
    {
        var head = await store.GetAsync(new StoreKey(Partition(portfolio), Head), cancellation);
        return head is null ? [] : [.. StoreJson.Read<BalancesItem>(head).Balances.Select(b => b.ToPosting())];
    }

    /// <summary>One balance; zero when nothing was posted.</summary>
    public async Task<Money> BalanceAsync(
        string portfolio, Account account, Asset asset, CancellationToken cancellation = default)
    {
        var balances = await BalancesAsync(portfolio, cancellation);
        return balances.Where(b => b.Account == account && b.Amount.Asset == asset)
            .Select(b => b.Amount).FirstOrDefault(Money.Zero(asset));
    }

    /// <summary>How many entries there are; also the sequence of the newest.</summary>
    public async Task<long> CountAsync(string portfolio, CancellationToken cancellation = default) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), Head), cancellation) is { } head
            ? StoreJson.Read<BalancesItem>(head).Sequence
            : 0;

    /// <summary>The entries in order.</summary>
    /// <param name="portfolio">Whose.</param>
    /// <param name="after">Only entries after this sequence: for paging. Zero for all.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public async IAsyncEnumerable<EntryItem> EntriesAsync(
        string portfolio, long after = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var item in store.ListAsync(Partition(portfolio), "entry-", EntryItem.IdOf(after), cancellation))
            yield return StoreJson.Read<EntryItem>(item);
    }

    /// <summary>Rebuilds the balances from the journal alone and compares them with the stored ones.</summary>
    public async Task<LedgerCheck> CheckAsync(string portfolio, CancellationToken cancellation = default)
    {
        var state = LedgerState.Empty;
        var problems = new List<string>();
        long last = 0;
        await foreach (var item in EntriesAsync(portfolio, 0, cancellation))
        {
            if (item.Sequence != ++last)
                return new LedgerCheck(last - 1, [$"Entry {last} is missing ({Differs})."], []);
            state = state.Apply(item.ToEntry());
        }
        var stored = await BalancesAsync(portfolio, cancellation);
        if (!stored.Select(PostingItem.From).SequenceEqual(state.Balances.Select(PostingItem.From)))
            problems.Add($"The stored balances are not those of the journal ({Differs}).");
        problems.AddRange(state.Imbalances());
        return new LedgerCheck(last, problems, [.. state.Overdrawn().Select(p => $"{p.Account} holds {p.Amount}.")]);
    }

    /// <inheritdoc />
    public void Dispose() => writing.Dispose();

    static string Partition(string portfolio) => "ledger-" + portfolio;

    async Task<long?> TryPostAsync(string portfolio, JournalEntry entry, CancellationToken cancellation)
    {
        var partition = Partition(portfolio);
        var headItem = await store.GetAsync(new StoreKey(partition, Head), cancellation);
        var head = headItem is null ? new BalancesItem(0, []) : StoreJson.Read<BalancesItem>(headItem);
        var after = head.After(entry);
        var headJson = StoreJson.Write(after);
        var sourceId = "source-" + entry.Source;
        var result = await store.WriteAsync(partition,
        [
            new StoreOperation.Create(sourceId, StoreJson.Write(new SourceItem(after.Sequence, entry.Content))),
            new StoreOperation.Create(EntryItem.IdOf(after.Sequence), StoreJson.Write(EntryItem.From(after.Sequence, entry))),
            headItem is null
                ? new StoreOperation.Create(Head, headJson)
                : new StoreOperation.Replace(Head, headJson, headItem.ETag),
        ], cancellation);
        if (result is StoreResult.Committed)
            return after.Sequence;

        // Which guard a store names first is its own choice, so the source is asked for itself.
        var posted = await store.GetAsync(new StoreKey(partition, sourceId), cancellation);
        if (posted is null)
            return null;
        var source = StoreJson.Read<SourceItem>(posted);
        return source.Content == entry.Content
            ? source.Sequence
            : throw new DomainException("ORC-LEDGER-002", $"The source {entry.Source} was posted before with another content.");
    }
}
