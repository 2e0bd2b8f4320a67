using Orchestrations.App.Trading;

namespace Orchestrations.Local.Simulation;

/// <summary>What to simulate.</summary>
/// <param name="DataFolder">Recorded market data; null for the synthetic market.</param>
/// <param name="From">The first day, UTC.</param>
/// <param name="To">The last day, UTC, included.</param>
/// <param name="Seed">Of the synthetic market and of injected faults.</param>
/// <param name="Faults">The chance of a fault at each call of the exchange, 0 to 1.</param>
/// <param name="Operations">Names of operations; see <see cref="KnownOperations"/>.</param>
/// <param name="Settings">Settings that replace the defaults.</param>
sealed record SimulationOptions(
    string? DataFolder,
    DateOnly From,
    DateOnly To,
    long Seed,
    double Faults,
    IReadOnlyList<string> Operations,
    IReadOnlyDictionary<string, string?> Settings)
{
    /// <summary>The orchestrator of each operation, by the operation's name on the command line.</summary>
    public static IReadOnlyDictionary<string, string> KnownOperations { get; } = new Dictionary<string, string>
    {
        ["dca"] = nameof(App.Dca.DcaOrchestrator),
        [OperationsSettings.Funding] = nameof(App.Funding.FundingOrchestrator),
        [OperationsSettings.Trend] = nameof(App.Trend.TrendOrchestrator),
        [OperationsSettings.Reconciliation] = nameof(App.Reconciliation.ReconciliationOrchestrator),
    };

    /// <summary>
    /// Settings that differ from the app's: only the operations named run, and the portfolio is valued by the hour, because
    /// recorded prices are no finer.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> Defaults(IReadOnlyList<string> operations)
    {
        var named = operations.Where(OperationsSettings.Known.Contains).ToList();
        return new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Operations:Run"] = named.Count == 0 ? "none" : string.Join(',', named),
            ["RiskWatch:Schedule"] = "0 0 * * * *",
            // Evidence of what never happened is asked for by name, and needs a place for its keys.
            ["ProofPacks:Operations"] = "none",
        };
    }

    /// <summary>How many days are simulated.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    public DateTimeOffset Start => new(From, TimeOnly.MinValue, TimeSpan.Zero);
}
