using System.Globalization;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.Orders;
using Orchestrations.App.Stops;
using Orchestrations.App.Trend;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Reconciliation;

/// <summary>
/// Compares balances, positions and settlements, coin by coin and contract by contract, to the last digit. It changes nothing but
/// notes which stops it saw.
/// </summary>
public sealed class BookComparison(
    LedgerRepository ledger, IExchange exchange, IPositions positions, IStops stops, ITransactionLog log, IPerpetualMarket market,
    TrendRepository trend, StopSightings sightings)
{
    // The newest lines of the log may show late.
    static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    // Longer than any time between two reconciliations ought to be.
    static readonly TimeSpan LookBack = TimeSpan.FromHours(24);

    /// <summary>What differs now, in order of kind and subject.</summary>
    /// <param name="portfolio">Whose books.</param>
    /// <param name="reading">The reading of the transaction log that was just booked.</param>
    /// <param name="open">The orders without a known end: they may explain a difference.</param>
    /// <param name="cancellation">Stops the queries.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; ask again.</exception>
    public async Task<IReadOnlyList<ReconciliationDifference>> CompareAsync(
        string portfolio, ContractReading reading, IReadOnlyList<OrderRecord> open, CancellationToken cancellation)
    {
        var books = await ledger.BalancesAsync(portfolio, cancellation);
        var held = Sum(books, AccountKind.Holdings);
        var shown = (await exchange.GetBalancesAsync(cancellation)).ToDictionary(money => money.Asset.Code, money => money.Amount);
        var contracts = Sum(books, AccountKind.Contracts);
        var atExchange = (await positions.GetPositionsAsync(cancellation))
            .ToDictionary(position => ContractAsset.Of(position.Pair).Code, position => position.Size);
        List<ReconciliationDifference> differences =
        [
            .. Differences("balance", ReconciliationCodes.Balance, held, shown, coin => Explained(open, coin)),
            .. Differences("position", ReconciliationCodes.Position, contracts, atExchange, code => Explained(open, code)),
        ];
        foreach (var (code, size) in contracts)
            if (size != 0m && ContractAsset.PairOf(new Asset(code)) is { } pair)
                differences.AddRange(await MissingSettlementsAsync(pair, reading, cancellation));
        differences.AddRange(await MissingStopsAsync(portfolio, books, cancellation));
        return differences;
    }

    async Task<IReadOnlyList<ReconciliationDifference>> MissingStopsAsync(
        string portfolio, IReadOnlyList<Posting> books, CancellationToken cancellation)
    {
        var missing = new List<ReconciliationDifference>();
        var trades = await trend.OpenAsync(portfolio, cancellation);
        // Of a run that broke off after its entry: nothing says where it is protected.
        foreach (var (account, amount) in books)
            if (account == new Account(PortfolioEngine.Trend, AccountKind.Contracts) && !amount.IsZero
                && ContractAsset.PairOf(amount.Asset) is { } pair && trades.All(trade => trade.Symbol != pair.Symbol))
                missing.Add(new ReconciliationDifference(
                    "stop", pair.Symbol, ReconciliationCodes.Stop, "no trade", "a position that nothing protects"));
        foreach (var trade in trades)
        {
            var open = await stops.ListOpenAsync(Pair.Parse(trade.Symbol), cancellation);
            foreach (var strange in open.Where(stop => stop.ClientId.Value != trade.StopId))
                missing.Add(new ReconciliationDifference(
                    "stop", strange.ClientId.Value, ReconciliationCodes.Stop, "no such stop",
                    FormattableString.Invariant($"waits at {strange.Order.Trigger.Value}")));
            var seen = trade.StopId is { } id
                ? await stops.FindStopAsync(Pair.Parse(trade.Symbol), new ClientOrderId(id), cancellation)
                : null;
            if (seen is not null)
                await sightings.NoteAsync(seen, cancellation);
            // A position that others closed (the breaker, the kill switch) needs no stop; the next run notes its end.
            if (IsOpen(books, trade.Symbol) && seen is not { Status: StopStatus.Untriggered or StopStatus.Filled })
                missing.Add(new ReconciliationDifference(
                    "stop", trade.Symbol, ReconciliationCodes.Stop, FormattableString.Invariant($"{trade.StopId} at {trade.Stop}"),
                    "no stop waits"));
        }
        return missing;
    }

    static bool IsOpen(IReadOnlyList<Posting> books, string symbol) => books.Any(b =>
        b.Account == new Account(PortfolioEngine.Trend, AccountKind.Contracts)
        && b.Amount.Asset == ContractAsset.Of(Pair.Parse(symbol)) && !b.Amount.IsZero);

    // A position that is open now was open at every settlement since its last trade.
    async Task<IReadOnlyList<ReconciliationDifference>> MissingSettlementsAsync(
        Pair pair, ContractReading reading, CancellationToken cancellation)
    {
        var from = reading.To - LookBack;
        var lines = (await log.ListAsync(from, reading.To, cancellation)).Where(line => line.Pair == pair).ToList();
        var traded = lines.Where(line => line.Kind != TransactionKind.Settlement).Select(line => line.Time).DefaultIfEmpty(from).Max();
        var rates = await market.GetFundingRatesAsync(pair, traded, cancellation);
        return
        [
            .. rates.Where(rate => rate.Time <= reading.To - Late && lines.All(line => line.Time != rate.Time))
                .Select(rate => new ReconciliationDifference(
                    "settlement", FormattableString.Invariant($"{pair.Symbol}-{rate.Time:yyyyMMdd'T'HHmm}"),
                    ReconciliationCodes.Settlement, "a position was open",
                    FormattableString.Invariant($"no line of the transaction log for the rate {rate.Rate}"))),
        ];
    }

    static IEnumerable<ReconciliationDifference> Differences(
        string kind, string code, SortedDictionary<string, decimal> books, Dictionary<string, decimal> exchange,
        Func<string, string?> explained) =>
        books.Keys.Union(exchange.Keys).Order(StringComparer.Ordinal)
            .Where(subject => books.GetValueOrDefault(subject) != exchange.GetValueOrDefault(subject))
            .Select(subject => new ReconciliationDifference(
                kind, subject, code, Text(books.GetValueOrDefault(subject)), Text(exchange.GetValueOrDefault(subject)),
                explained(subject)));

    // An order moves the coins of its pair, and contracts of it under their own name. One that was never sent moves nothing.
    static string? Explained(IReadOnlyList<OrderRecord> open, string subject)
    {
        var ids = open
            .Where(order => OrderLifeCycle.MayBeAtExchange(order.At))
            .Where(order => order.Pair.Base.Code == subject || order.Pair.Quote.Code == subject
                || ContractAsset.Of(order.Pair).Code == subject)
            .Select(order => order.ClientId).Order(StringComparer.Ordinal).ToList();
        return ids.Count == 0 ? null : string.Join(' ', ids);
    }

    static SortedDictionary<string, decimal> Sum(IReadOnlyList<Posting> books, AccountKind kind)
    {
        var sums = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (account, amount) in books)
            if (account.Kind == kind)
                sums[amount.Asset.Code] = sums.GetValueOrDefault(amount.Asset.Code) + amount.Amount;
        return sums;
    }

    static string Text(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);
}
