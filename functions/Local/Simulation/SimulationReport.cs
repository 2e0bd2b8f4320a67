using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// What a simulation came to, as written to the report file. Amounts are in USDT. A figure that has no meaning for an
/// operation (a win rate where nothing is ever sold) is null.
/// </summary>
sealed record SimulationReport(
    DateOnly From,
    DateOnly To,
    long Seed,
    double Faults,
    double Crash,
    string MarketData,
    IReadOnlyDictionary<string, OperationReport> Operations,
    OrdersReport Orders,
    EquityReport Equity,
    IReadOnlyDictionary<string, EngineReport> Engines,
    IReadOnlyList<PassCriterion> Criteria,
    NakedReport Naked,
    BreakerReport Breaker,
    LedgerReport Ledger,
    AuditReport Audit,
    IReadOnlyDictionary<string, int> Alerts,
    string OrderListHash,
    WorkReport Work,
    double WallSeconds,
    double OrchestrationsPerSecond)
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DictionaryKeyPolicy = null,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>
    /// True when nothing failed or was left over, nothing was bought twice, no leg stood alone for too long, and the books hold.
    /// </summary>
    [JsonIgnore]
    public bool IsGood => Operations.Values.All(operation => operation.Failed == 0 && operation.Completed == operation.Started)
        && Work is { Failed: 0, LeftOver: 0 }
        && Orders.Duplicates == 0
        && Naked.LongestSeconds <= Naked.BoundSeconds
        && Ledger is { Balanced: true, AgreesWithExchange: true }
        && Audit.ChainValid;

    public string ToJson() => JsonSerializer.Serialize(this, Format) + "\n";
}

/// <summary>Orchestrations of one operation.</summary>
sealed record OperationReport(int Started, int Completed, int Failed);

/// <summary>
/// Orders at the exchange. <paramref name="Duplicates"/> counts intents with more than one order: anything but zero is a
/// defect. <paramref name="Refused"/> counts orders that never got there, by the code of the refusal.
/// </summary>
sealed record OrdersReport(
    long Submitted, long Filled, long Rejected, long Duplicates, IReadOnlyDictionary<string, int> Refused,
    IReadOnlyDictionary<string, long> FaultsInjected);

/// <summary>
/// The portfolio's value at the end of each day. Drawdown and ratios are of the time-weighted index, so that money that was paid in
/// later is no profit. Ratios are null where they are not defined.
/// </summary>
/// <param name="Start">At the beginning.</param>
/// <param name="PaidIn">What was paid in after it.</param>
/// <param name="End">At the end.</param>
/// <param name="ReturnPct">The time-weighted return, in per cent.</param>
/// <param name="MaxDrawdownPct">0 to 100.</param>
/// <param name="Sharpe">Annualised with 365 days, against zero.</param>
/// <param name="Sortino">The same, of losses.</param>
/// <param name="Calmar">Annual growth over the largest drawdown.</param>
sealed record EquityReport(
    decimal Start, decimal PaidIn, decimal End, decimal ReturnPct, decimal MaxDrawdownPct, double? Sharpe, double? Sortino,
    double? Calmar);

/// <summary>One engine of the portfolio.</summary>
/// <param name="Pnl">Value at the end less what was paid in and what other engines gave, in total.</param>
/// <param name="Trades">Fills.</param>
/// <param name="ClosedTrades">Trades from nothing to nothing again, of one coin, spot and contract together.</param>
/// <param name="WinRate">Share of closed trades with a profit; null when none was closed.</param>
/// <param name="ProfitFactor">Profits over losses of closed trades; null when none was closed, or none lost.</param>
/// <param name="ReturnPct">Time-weighted, in per cent: what one unit of capital from the beginning made.</param>
/// <param name="MaxDrawdownPct">The largest fall of that, 0 to 100.</param>
/// <param name="Fees">What the exchange took, valued at the end.</param>
/// <param name="FundingIncome">What settlements paid, less what they cost.</param>
/// <param name="InMarketPct">The part of the time in which something was open, 0 to 100.</param>
/// <param name="Holdings">What it holds at the end, by asset.</param>
sealed record EngineReport(
    decimal Pnl,
    int Trades,
    int ClosedTrades,
    decimal? WinRate,
    decimal? ProfitFactor,
    decimal ReturnPct,
    decimal MaxDrawdownPct,
    decimal Fees,
    decimal FundingIncome,
    decimal InMarketPct,
    IReadOnlyDictionary<string, decimal> Holdings);

/// <summary>Legs of hedges that stood alone, by the exchange's own times.</summary>
/// <param name="Times">How often.</param>
/// <param name="LongestSeconds">The longest.</param>
/// <param name="TotalSeconds">All together.</param>
/// <param name="BoundSeconds">The most that is allowed: <c>Funding:MaxNaked</c>.</param>
sealed record NakedReport(int Times, double LongestSeconds, double TotalSeconds, double BoundSeconds);

/// <summary>The breaker.</summary>
/// <param name="Changes">How often its level changed, releases included.</param>
/// <param name="Highest">The highest level it reached, 0 to 4.</param>
/// <param name="Releases">How often the simulated person released it.</param>
sealed record BreakerReport(int Changes, int Highest, int Releases);

/// <summary>The books.</summary>
/// <param name="Entries">Journal entries.</param>
/// <param name="Balanced">True when every entry sums to zero and the balances are those of the journal.</param>
/// <param name="AgreesWithExchange">True when holdings and positions are what the exchange shows.</param>
/// <param name="Hash">Over every entry without its time: equal books have equal hashes.</param>
sealed record LedgerReport(long Entries, bool Balanced, bool AgreesWithExchange, string Hash);

/// <summary>The audit log.</summary>
/// <param name="Records">How many.</param>
/// <param name="ChainValid">True when the chain holds.</param>
/// <param name="DecisionsHash">Over every decision without what depends on when it was carried out.</param>
sealed record AuditReport(long Records, bool ChainValid, string DecisionsHash);

/// <summary>What the engine did.</summary>
/// <param name="Orchestrations">Started, of all kinds.</param>
/// <param name="Turns">Of all lives of the host.</param>
/// <param name="Activities">Of all lives of the host.</param>
/// <param name="Failed">Orchestrations of any kind that failed.</param>
/// <param name="LeftOver">Orchestrations that had not ended three days after the last day.</param>
/// <param name="Crashes">How often the host died.</param>
sealed record WorkReport(long Orchestrations, long Turns, long Activities, long Failed, long LeftOver, int Crashes);
