using Orchestrations.App.Ledger;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Performance;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// The portfolio and each engine, day by day. Capital that is paid in, and what one engine gives another, is a flow: neither profit
/// nor loss.
/// </summary>
sealed class DailyBooks(SimulationBooks books)
{
    readonly Dictionary<string, DailyBook> engines = Enum.GetValues<PortfolioEngine>()
        .ToDictionary(Account.EngineCode, _ => (DailyBook)null!);

    DailyBook? portfolio;
    long read;

    /// <summary>The whole portfolio.</summary>
    public DailyBook Portfolio => portfolio ?? throw new InvalidOperationException("The books have no first day.");

    /// <summary>An engine, by its code.</summary>
    public DailyBook Of(string engine) => engines[engine];

    /// <summary>Everything that came in so far, less what went out.</summary>
    public decimal PaidIn { get; private set; }

    /// <summary>Begins, or adds a day's end.</summary>
    public async Task AddAsync(DateOnly day)
    {
        var worth = await books.WorthAsync();
        var flows = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var entry in await books.EntriesAsync(read))
        {
            read = entry.Sequence;
            foreach (var (engine, amount) in FlowsOf(entry))
                flows[engine] = flows.GetValueOrDefault(engine) + amount;
        }
        var came = flows.Values.Sum();
        PaidIn += came;
        if (portfolio is null)
        {
            portfolio = new DailyBook(day, worth.Total);
            foreach (var engine in engines.Keys)
                engines[engine] = new DailyBook(day, Positive(worth, engine));
            return;
        }
        portfolio.Add(day, Math.Max(0m, worth.Total), came);
        foreach (var (engine, book) in engines)
            book.Add(day, Positive(worth, engine), flows.GetValueOrDefault(engine));
    }

    /// <summary>What an entry brings an engine without being its profit: capital, and transfers. Both are in USDT.</summary>
    public static IEnumerable<(string Engine, decimal Amount)> FlowsOf(EntryItem entry)
    {
        var isFlow = entry.Source.StartsWith("deposit-", StringComparison.Ordinal)
            || entry.Source.StartsWith("transfer-", StringComparison.Ordinal);
        if (isFlow)
            foreach (var posting in entry.Postings)
                if (Account.Parse(posting.Account) is { Kind: AccountKind.Holdings } account)
                    yield return (Account.EngineCode(account.Engine), posting.Amount);
    }

    static decimal Positive(PortfolioWorth worth, string engine) => Math.Max(0m, worth.Engines.GetValueOrDefault(engine));
}
