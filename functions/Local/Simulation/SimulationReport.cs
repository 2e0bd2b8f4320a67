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
    string MarketData,
    IReadOnlyDictionary<string, OperationReport> Operations,
    OrdersReport Orders,
    EquityReport Equity,
    IReadOnlyDictionary<string, EngineReport> Engines,
    LedgerReport Ledger,
    AuditReport Audit,
    string OrderListHash,
    WorkReport Work,
    double WallSeconds,
    double OrchestrationsPerSecond)
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DictionaryKeyPolicy = null,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>True when nothing failed or was left over, nothing was bought twice, and the books hold.</summary>
    [JsonIgnore]
    public bool IsGood => Operations.Values.All(operation => operation.Failed == 0 && operation.Completed == operation.Started)
        && Orders.Duplicates == 0
        && Ledger is { Balanced: true, AgreesWithExchange: true }
        && Audit.ChainValid;

    public string ToJson() => JsonSerializer.Serialize(this, Format) + "\n";
}

/// <summary>Orchestrations of one operation.</summary>
sealed record OperationReport(int Started, int Completed, int Failed);

/// <summary>
/// Orders at the exchange. <paramref name="Duplicates"/> counts intents with more than one order: anything but zero is a
/// defect.
/// </summary>
sealed record OrdersReport(
    long Submitted, long Filled, long Rejected, long Duplicates, IReadOnlyDictionary<string, long> FaultsInjected);

/// <summary>The portfolio's value at the end of each day. Ratios are null where they are not defined.</summary>
sealed record EquityReport(
    decimal Start, decimal End, decimal MaxDrawdownPct, double? Sharpe, double? Sortino, double? Calmar);

/// <summary>One engine of the portfolio.</summary>
/// <param name="Pnl">Value at the end less what was paid in.</param>
/// <param name="Trades">Fills.</param>
/// <param name="WinRate">Share of closed trades with a profit; null when none was closed.</param>
/// <param name="ProfitFactor">Profits over losses of closed trades; null when none was closed.</param>
/// <param name="Fees">What the exchange took, valued at the end.</param>
/// <param name="Holdings">What it holds at the end, by asset.</param>
sealed record EngineReport(
    decimal Pnl,
    int Trades,
    decimal? WinRate,
    decimal? ProfitFactor,
    decimal Fees,
    IReadOnlyDictionary<string, decimal> Holdings);

/// <summary>The books.</summary>
/// <param name="Entries">Journal entries.</param>
/// <param name="Balanced">True when every entry sums to zero and the balances are those of the journal.</param>
/// <param name="AgreesWithExchange">True when the holdings are what the exchange shows.</param>
sealed record LedgerReport(long Entries, bool Balanced, bool AgreesWithExchange);

/// <summary>The audit log.</summary>
sealed record AuditReport(long Records, bool ChainValid);

/// <summary>What the engine did.</summary>
sealed record WorkReport(long Orchestrations, long Turns, long Activities);
