using System.Runtime.CompilerServices;
using Orchestrations.App.Audit;
using Orchestrations.App.Ledger;
using Orchestrations.App.Problems;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Audit;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Exports;

/// <summary>The audit log, the journal and the trades as tables, for auditors and accountants.</summary>
/// <param name="audit">The log.</param>
/// <param name="ledger">The journal.</param>
public sealed class BookExports(AuditRepository audit, LedgerRepository ledger)
{
    // The columns that verify knows: see docs/operating/verify.md.
    static readonly ExportTable<AuditRecord> auditTable = new(
        ("sequence", r => r.Sequence), ("key", r => r.Key), ("time", r => r.Time), ("subject", r => r.Subject), ("kind", r => r.Kind),
        ("data", r => r.Data), ("previousHash", r => r.PreviousHash), ("hash", r => r.Hash));

    static readonly ExportTable<(EntryItem Entry, PostingItem Posting)> ledgerTable = new(
        ("sequence", r => r.Entry.Sequence), ("time", r => r.Entry.Time), ("source", r => r.Entry.Source),
        ("description", r => r.Entry.Description), ("engine", r => r.Posting.Account.Split(':')[0]),
        ("account", r => r.Posting.Account.Split(':')[1]), ("asset", r => r.Posting.Asset), ("amount", r => r.Posting.Amount));

    static readonly ExportTable<(TradeLine Trade, decimal Realised)> tradesTable = new(
        ("time", r => r.Trade.Time), ("id", r => r.Trade.Id), ("order", r => r.Trade.Order),
        ("engine", r => Account.EngineCode(r.Trade.Engine)), ("market", r => r.Trade.Market.ToString()), ("kind", r => r.Trade.Kind.ToString()),
        ("symbol", r => r.Trade.Symbol), ("side", r => r.Trade.Side.ToString()), ("quantity", r => r.Trade.Quantity),
        ("price", r => r.Trade.Price), ("notional", r => r.Trade.Notional), ("fee", r => r.Trade.Fee.Amount),
        ("feeAsset", r => r.Trade.Fee.Asset.Code), ("funding", r => r.Trade.Funding), ("realised", r => r.Realised));

    /// <summary>The hash of the last record; an export made from here on is at least as long.</summary>
    public async Task<string> AuditHeadAsync(CancellationToken cancellation) => (await audit.EndAsync(cancellation)).Hash;

    /// <summary>The audit log, whole: a chain can be verified from its first record on only.</summary>
    /// <param name="format">How it is written.</param>
    /// <param name="output">Where to.</param>
    /// <param name="head">The hash at which it ends; later records are left out.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <returns>How many records there were.</returns>
    public Task<long> WriteAuditAsync(ExportFormat format, Stream output, string head, CancellationToken cancellation) =>
        auditTable.WriteAsync(RecordsAsync(head, cancellation), format, output, cancellation);

    /// <summary>The journal, one row for each posting, oldest first.</summary>
    /// <returns>How many rows there were.</returns>
    public Task<long> WriteLedgerAsync(
        string portfolio, DayRange days, ExportFormat format, Stream output, CancellationToken cancellation) =>
        ledgerTable.WriteAsync(PostingsAsync(portfolio, days, cancellation), format, output, cancellation);

    /// <summary>
    /// Trades and settlements, oldest first, each with what it realised: sales less cost (the oldest units first), contracts and
    /// settlements, all after fees. Cost is counted from the first entry on, whatever days are asked for.
    /// </summary>
    /// <returns>How many rows there were.</returns>
    public Task<long> WriteTradesAsync(
        string portfolio, DayRange days, ExportFormat format, Stream output, CancellationToken cancellation) =>
        tradesTable.WriteAsync(TradesAsync(portfolio, days, cancellation), format, output, cancellation);

    async IAsyncEnumerable<AuditRecord> RecordsAsync(string head, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var record in audit.ListAsync(0, cancellation))
        {
            yield return record;
            if (record.Hash == head)
                yield break;
        }
    }

    async IAsyncEnumerable<(EntryItem, PostingItem)> PostingsAsync(
        string portfolio, DayRange days, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in ledger.EntriesAsync(portfolio, 0, cancellation))
            if (days.Has(DateOnly.FromDateTime(entry.Time.UtcDateTime)))
                foreach (var posting in entry.Postings)
                    yield return (entry, posting);
    }

    async IAsyncEnumerable<(TradeLine, decimal)> TradesAsync(
        string portfolio, DayRange days, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var books = Enum.GetValues<PortfolioEngine>().ToDictionary(engine => engine, engine => EngineBook.Empty(engine, Asset.Usdt));
        await foreach (var item in ledger.EntriesAsync(portfolio, 0, cancellation))
        {
            var entry = item.ToEntry();
            var before = books.ToDictionary(book => book.Key, book => book.Value);
            foreach (var (engine, book) in before)
                books[engine] = book.Apply(entry);
            if (TradeLine.Of(entry) is { } trade && days.Has(DateOnly.FromDateTime(trade.Time.UtcDateTime)))
                yield return (trade, (books[trade.Engine].Realised - before[trade.Engine].Realised).Amount);
        }
    }
}
