using Orchestrations.App.Alerts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.Orders;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Contracts;

/// <summary>
/// Books what contracts did to the wallet, from the transaction log alone, each line once. Whose line it is follows from our
/// order where there is one, otherwise from who had the contract at its time.
/// </summary>
public sealed class ContractBooks(
    ITransactionLog log, LedgerRepository ledger, OrderRepository orders, ContractClaims claims, AlertRepository alerts, IStore store,
    TimeProvider time)
{
    /// <summary>Code of a line that belongs to no engine.</summary>
    public const string Unattributed = "ORC-CONTRACT-002";

    /// <summary>Code of a position that the exchange reduced or closed by itself.</summary>
    public const string Forced = "ORC-CONTRACT-003";

    const string Cursor = "cursor";

    // An order's own lines: two clocks differ.
    static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    // The log shows lines late, and readings may follow each other within minutes: each begins this long before the end of the last one.
    static readonly TimeSpan Latest = TimeSpan.FromDays(1);

    /// <summary>The lines of one order, booked: the ids of their executions, with the sources of their entries.</summary>
    /// <param name="portfolio">Whose.</param>
    /// <param name="engine">Whose order.</param>
    /// <param name="id">The order.</param>
    /// <param name="since">When it was first sent, UTC.</param>
    /// <param name="cancellation">Stops the query.</param>
    /// <exception cref="ExchangeUnavailableException">The log could not be read; ask again.</exception>
    public async Task<IReadOnlyDictionary<string, string>> BookOrderAsync(
        string portfolio, PortfolioEngine engine, ClientOrderId id, DateTimeOffset since, CancellationToken cancellation)
    {
        var booked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in await log.ListAsync(since - Overlap, time.GetUtcNow(), cancellation))
            if (line.ClientId == id && line.ExecutionId is { } execution)
            {
                await PostAsync(portfolio, line, engine, cancellation);
                booked[execution] = ContractEntries.SourceOf(line);
            }
        return booked;
    }

    /// <summary>
    /// Books every line since the last reading, and answers those that were new. Asks nothing while no contract was ever
    /// claimed.
    /// </summary>
    /// <exception cref="ExchangeUnavailableException">The log could not be read; ask again.</exception>
    public async Task<ContractReading> BookNewAsync(string portfolio, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var symbols = await claims.SymbolsAsync(portfolio, cancellation);
        if (symbols.Count == 0)
            return new ContractReading(now, now, [], []);
        var (from, etag) = await CursorAsync(portfolio, cancellation);
        // A reading that ends after now was made by a clock that was ahead: what happened since was not read.
        var start = (from is null || from > now ? now - TimeSpan.FromDays(7) : from.Value) - Latest;
        var booked = new List<BookedLine>();
        var strange = new List<Transaction>();
        foreach (var line in await log.ListAsync(start, now, cancellation))
        {
            if (await ledger.ContainsAsync(portfolio, ContractEntries.SourceOf(line), cancellation))
                continue;
            var engine = await EngineOfAsync(portfolio, line, cancellation);
            // Raised before it is booked: what is booked is not looked at again.
            await AlertAsync(line, engine, cancellation);
            if (engine is null)
                strange.Add(line);
            else if (await PostAsync(portfolio, line, engine.Value, cancellation))
                booked.Add(new BookedLine(line, engine.Value));
        }
        await MoveCursorAsync(portfolio, now, etag, cancellation);
        return new ContractReading(from ?? start, now, booked, strange);
    }

    /// <summary>The position of an engine as the books have it, in base units: plus long, minus short.</summary>
    public async Task<decimal> PositionAsync(
        string portfolio, PortfolioEngine engine, Pair pair, CancellationToken cancellation) =>
        (await ledger.BalanceAsync(
            portfolio, new Account(engine, AccountKind.Contracts), ContractAsset.Of(pair), cancellation)).Amount;

    /// <summary>What a contract made for an engine from one time up to another.</summary>
    /// <exception cref="ExchangeUnavailableException">The log could not be read; ask again.</exception>
    public async Task<ContractProfit> ProfitAsync(
        string portfolio, PortfolioEngine engine, Pair pair, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var (profit, sources) = (Money.Zero(pair.Quote), new List<string>());
        foreach (var line in await log.ListAsync(from, to, cancellation))
            if (line.Pair == pair
                && await ledger.FindAsync(portfolio, ContractEntries.SourceOf(line), cancellation) is { } entry
                && entry.ToEntry().Postings[0].Account.Engine == engine)
            {
                profit += line.Change;
                sources.Add(ContractEntries.SourceOf(line));
            }
        return new ContractProfit(profit, sources);
    }

    async Task<bool> PostAsync(string portfolio, Transaction line, PortfolioEngine engine, CancellationToken cancellation)
    {
        if (ContractEntries.Of(line, engine) is not { } entry)
            return false;
        await ledger.PostAsync(portfolio, entry, cancellation);
        return true;
    }

    async Task AlertAsync(Transaction line, PortfolioEngine? engine, CancellationToken cancellation)
    {
        var text = FormattableString.Invariant($"{line.Kind}: {line.Side} {line.Quantity} at {line.Price}, change {line.Change}");
        if (engine is null)
            await alerts.RaiseAsync(new Alert(
                "contract-strange-" + line.Id, AlertSeverity.P0, Unattributed, line.Pair.Symbol,
                "The account traded a contract that no engine trades.", "no line", text), cancellation);
        else if (line.Kind is TransactionKind.Liquidation or TransactionKind.Deleverage)
            await alerts.RaiseAsync(new Alert(
                "contract-forced-" + line.Id, AlertSeverity.P0, Forced, line.Pair.Symbol,
                $"The exchange made a position of {Account.EngineCode(engine.Value)} smaller by itself.", "no order of ours", text),
                cancellation);
    }

    async Task<PortfolioEngine?> EngineOfAsync(string portfolio, Transaction line, CancellationToken cancellation) =>
        line.ClientId is { } id && await orders.FindAsync(portfolio, id.Value, cancellation) is { } order
            ? Account.ParseEngine(order.Order.Engine)
            : await claims.EngineAtAsync(portfolio, line.Pair.Symbol, line.Time, cancellation);

    async Task<(DateTimeOffset? At, string? ETag)> CursorAsync(string portfolio, CancellationToken cancellation)
    {
        var item = await store.GetAsync(new StoreKey(Partition(portfolio), Cursor), cancellation);
        return item is null ? (null, null) : (StoreJson.Read<ContractCursorItem>(item).To, item.ETag);
    }

    // When another reader moved it first, its reading stands: both read the same lines.
    Task MoveCursorAsync(string portfolio, DateTimeOffset to, string? etag, CancellationToken cancellation)
    {
        var json = StoreJson.Write(new ContractCursorItem(to));
        StoreOperation write = etag is null
            ? new StoreOperation.Create(Cursor, json)
            : new StoreOperation.Replace(Cursor, json, etag);
        return store.WriteAsync(Partition(portfolio), [write], cancellation);
    }

    static string Partition(string portfolio) => "contract-books-" + portfolio;
}

/// <summary>Up to when the transaction log has been read, as stored.</summary>
sealed record ContractCursorItem(DateTimeOffset To);
