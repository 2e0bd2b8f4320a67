using Orchestrations.App.Alerts;
using Orchestrations.App.Funding;
using Orchestrations.App.Ledger;
using Orchestrations.App.RiskWatch;
using Orchestrations.Domain.Audit;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Performance;

namespace Orchestrations.Local.Simulation;

/// <summary>Makes the report from what a run left behind: books, audit log, exchange and disk.</summary>
sealed class SimulationEnd(
    SimulationOptions options, SimulatedWorld world, SimulationBooks books, DailyBooks days, int crashes, int releases)
{
    /// <summary>Orchestrations that have not ended.</summary>
    public required int LeftOver { get; init; }

    /// <summary>Turns of all lives.</summary>
    public required long Turns { get; init; }

    /// <summary>Activities of all lives.</summary>
    public required long Activities { get; init; }

    /// <summary>The report.</summary>
    /// <param name="elapsed">How long the run took.</param>
    public async Task<SimulationReport> ReportAsync(TimeSpan elapsed)
    {
        var entries = await books.EntriesAsync();
        var records = await ToListAsync(world.Audit.ListAsync());
        var check = await books.CheckAsync();
        var chain = await world.Audit.VerifyAsync();
        var counts = world.Disk.Counts;
        var started = counts.Values.Sum(count => count.Started);
        var engines = await EnginesAsync(entries);
        return new SimulationReport(
            options.From,
            options.To,
            options.Seed,
            options.Faults,
            options.Crash,
            world.Market.Spot.Description,
            options.Operations.ToDictionary(name => name, name => Operation(SimulationOptions.KnownOperations[name])),
            Orders(records),
            Equity(),
            engines,
            PassCriterion.Of(engines),
            Naked(entries),
            await BreakerAsync(),
            new LedgerReport(check.Entries, check.Balanced, await books.AgreeWithExchangeAsync(), OrderListHash.Of(entries)),
            new AuditReport(chain.Records, chain.Valid, OrderListHash.OfLines(DecisionLog.Of(records))),
            await AlertsAsync(),
            OrderListHash.OfFills(entries),
            new WorkReport(started, Turns, Activities, counts.Values.Sum(count => count.Failed), LeftOver, crashes),
            Math.Round(elapsed.TotalSeconds, 3),
            Math.Round(started / elapsed.TotalSeconds, 1));
    }

    OperationReport Operation(string orchestrator) => world.Disk.Counts.GetValueOrDefault(orchestrator) is { } count
        ? new OperationReport(count.Started, count.Completed, count.Failed)
        : new OperationReport(0, 0, 0);

    OrdersReport Orders(IReadOnlyList<AuditRecord> records)
    {
        var orders = world.Exchange.Statistics;
        var refused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in records.Where(record => record.Kind == "order-outcome"))
        {
            using var outcome = System.Text.Json.JsonDocument.Parse(record.Data);
            if (outcome.RootElement.TryGetProperty("code", out var code) && code.GetString() is { } why)
                refused[why] = refused.GetValueOrDefault(why) + 1;
        }
        return new OrdersReport(
            orders.Submitted, orders.Filled, orders.Rejected, orders.Duplicates, refused,
            orders.Faults.ToDictionary(fault => fault.Key.ToString(), fault => fault.Value));
    }

    EquityReport Equity()
    {
        var book = days.Portfolio;
        return new EquityReport(
            book.Opening,
            days.PaidIn - book.Opening,
            book.Days[^1].Closing,
            decimal.Round((book.Days[^1].Index - 1m) * 100m, 2),
            decimal.Round(book.Index.MaxDrawdownPercent, 2),
            Rounded(book.Index.Sharpe),
            Rounded(book.Index.Sortino),
            Rounded(book.Index.Calmar));
    }

    async Task<Dictionary<string, EngineReport>> EnginesAsync(IReadOnlyList<EntryItem> entries)
    {
        var trades = TradeBook.Of(entries);
        var fills = entries.Where(OrderListHash.IsFill)
            .CountBy(entry => Account.EngineCode(Account.Parse(entry.Postings[0].Account).Engine)).ToDictionary();
        var balances = await books.BalancesAsync();
        var engines = new Dictionary<string, EngineReport>();
        foreach (var engine in Enum.GetValues<PortfolioEngine>().Select(Account.EngineCode).Where(balances.Contains))
            engines[engine] = await EngineAsync(engine, balances[engine], trades, fills.GetValueOrDefault(engine), days.Of(engine));
        return engines;
    }

    async Task<EngineReport> EngineAsync(string engine, IEnumerable<Posting> balances, TradeBook trades, int fills, DailyBook book)
    {
        decimal fees = 0m, funding = 0m;
        var holdings = new Dictionary<string, decimal>();
        foreach (var (account, amount) in balances)
            switch (account.Kind)
            {
                case AccountKind.Holdings or AccountKind.Contracts:
                    holdings[amount.Asset.Code] = amount.Amount;
                    break;
                case AccountKind.Fees:
                    fees += await books.ValueAsync(amount);
                    break;
                case AccountKind.Funding:
                    funding -= await books.ValueAsync(amount);
                    break;
            }
        var closed = trades.Of(engine);
        var (won, lost) = (closed.Sum(t => Math.Max(0m, t.Profit)), -closed.Sum(t => Math.Min(0m, t.Profit)));
        var whole = TimeSpan.FromDays(options.Days);
        var inMarket = trades.InMarket(engine, options.Start + whole);
        return new EngineReport(
            decimal.Round(book.Days.Sum(day => day.Profit), 2),
            fills,
            closed.Count,
            closed.Count == 0 ? null : decimal.Round((decimal)closed.Count(trade => trade.Profit > 0m) / closed.Count, 4),
            lost == 0m ? null : decimal.Round(won / lost, 4),
            decimal.Round((book.Days[^1].Index - 1m) * 100m, 2),
            decimal.Round(book.Index.MaxDrawdownPercent, 2),
            decimal.Round(fees, 2),
            decimal.Round(funding, 2),
            decimal.Round((decimal)(inMarket / whole) * 100m, 1),
            holdings);
    }

    NakedReport Naked(IReadOnlyList<EntryItem> entries)
    {
        var funding = world.Settings.Get<FundingSettings>();
        var naked = NakedLegs.Of(entries, funding.Parameters.MaxDrift, world.Clock.GetUtcNow());
        return new NakedReport(
            naked.Times, naked.Longest.TotalSeconds, naked.Total.TotalSeconds, funding.MaxNaked.TotalSeconds);
    }

    async Task<BreakerReport> BreakerAsync()
    {
        var breakers = new BreakerRepository(world.Store, world.Settings.Get<RiskWatchSettings>());
        var (changes, highest) = (0, 0);
        await foreach (var change in breakers.HistoryAsync(world.Portfolio))
            (changes, highest) = (changes + 1, Math.Max(highest, change.To));
        return new BreakerReport(changes, highest, releases);
    }

    async Task<SortedDictionary<string, int>> AlertsAsync()
    {
        var alerts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var alert in new AlertRepository(world.Store, world.Audit, world.Clock).ListAsync())
            alerts[alert.Code] = alerts.GetValueOrDefault(alert.Code) + 1;
        return alerts;
    }

    static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }

    static double? Rounded(double? ratio) => ratio is { } value ? Math.Round(value, 4) : null;
}
