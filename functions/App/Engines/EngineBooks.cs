using System.Collections.Concurrent;
using Orchestrations.App.Ledger;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Engines;

/// <summary>
/// What each engine made of what it was given, from the journal. The journal only grows, so what was read once is kept in memory
/// and each reading goes on from there.
/// </summary>
/// <param name="ledger">The journal.</param>
public sealed class EngineBooks(LedgerRepository ledger)
{
    readonly ConcurrentDictionary<string, (long Sequence, IReadOnlyList<EngineBook> Books)> known = new(StringComparer.Ordinal);

    /// <summary>The book of every engine, in the order of <see cref="PortfolioEngine"/>.</summary>
    public async Task<IReadOnlyList<EngineBook>> ReadAsync(string portfolio, CancellationToken cancellation)
    {
        var (sequence, books) = known.GetValueOrDefault(
            portfolio, (0, [.. Enum.GetValues<PortfolioEngine>().Select(engine => EngineBook.Empty(engine, Asset.Usdt))]));
        await foreach (var item in ledger.EntriesAsync(portfolio, sequence, cancellation))
        {
            var entry = item.ToEntry();
            books = [.. books.Select(book => book.Apply(entry))];
            sequence = item.Sequence;
        }
        known[portfolio] = (sequence, books);
        return books;
    }
}
