using Orchestrations.App.Trading;

namespace Orchestrations.Local.Simulation;

/// <summary>What to simulate.</summary>
/// <param name="DataFolder">Recorded market data; null for the synthetic market.</param>
/// <param name="From">The first day, UTC.</param>
/// <param name="To">The last day, UTC, included.</param>
/// <param name="Seed">Of the synthetic market, of injected faults and of crashes.</param>
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
    /// <summary>DCA, which no setting leaves out: a plan that has not begun does.</summary>
    public const string Dca = "dca";

    // After the last day that can be simulated.
    const string Never = "9000-01-01";

    /// <summary>The orchestrator of each operation, by the operation's name on the command line.</summary>
    public static IReadOnlyDictionary<string, string> KnownOperations { get; } = new Dictionary<string, string>
    {
        [Dca] = nameof(App.Dca.DcaOrchestrator),
        [OperationsSettings.Funding] = nameof(App.Funding.FundingOrchestrator),
        [OperationsSettings.Trend] = nameof(App.Trend.TrendOrchestrator),
        [OperationsSettings.Rebalance] = nameof(App.Rebalance.RebalanceOrchestrator),
        [OperationsSettings.Tactical] = nameof(App.Tactical.TacticalOrchestrator),
        [OperationsSettings.RiskWatch] = nameof(App.RiskWatch.RiskWatchOrchestrator),
        [OperationsSettings.Reconciliation] = nameof(App.Reconciliation.ReconciliationOrchestrator),
    };

    /// <summary>The chance at each instant that the host dies, 0 to 1.</summary>
    public double Crash { get; init; }

    /// <summary>How long after the breaker halted everything a person releases it; zero for never.</summary>
    public TimeSpan ReleaseAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Settings that differ from the app's. Only the operations named run. The portfolio is valued by the hour, because recorded
    /// prices are no finer. What runs after midnight is spread over the hour, so that each operation is over before the next
    /// begins, and all before the next bar, also at an exchange that answers badly. Operations beside DCA share a portfolio of
    /// 100,000 USDT: 60 % for CORE, 20 % for TREND, 15 % for FUNDING, 5 % for TACTICAL.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> Defaults(IReadOnlyList<string> operations, string? folder = null)
    {
        var named = operations.Where(OperationsSettings.Known.Contains).ToList();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Operations:Run"] = named.Count == 0 ? "none" : string.Join(',', named),
            ["RiskWatch:Schedule"] = "0 0 * * * *",
            ["Alerts:Schedule"] = "0 0 0 * * *",
            ["Health:Schedule"] = "0 0 0 * * *",
            // Evidence of what never happened is asked for by name, and needs a place for its keys.
            ["ProofPacks:Operations"] = "none",
        };
        if (!operations.Contains(Dca))
            settings["Dca:Plan:Start"] = Never;
        if (operations.Any(name => name is not (Dca or OperationsSettings.RiskWatch or OperationsSettings.Reconciliation)))
        {
            settings["Trend:Schedule"] = "0 20 0 * * *";
            settings["Rebalance:Schedule"] = "0 35 0 * * *";
            settings["Tactical:Schedule"] = "0 45 0 * * *";
            settings["Dca:Plan:Capital"] = "100000";
            settings["Trend:Capital"] = "20000";
            settings["Funding:Capital"] = "15000";
            settings["Tactical:Capital"] = "5000";
        }
        if (folder is not null)
            WithoutContracts(folder, settings);
        return settings;
    }

    // Contracts without a recorded funding history are not traded: there is nothing to settle them by.
    static void WithoutContracts(string folder, Dictionary<string, string?> settings)
    {
        var there = ((string[])["BTCUSDT", "ETHUSDT"])
            .Where(symbol => File.Exists(Path.Combine(folder, "funding-8h", $"bybit_{symbol}_funding.csv"))).ToList();
        foreach (var engine in (string[])["Funding", "Trend"])
            if (there.Count > 0)
                settings[engine + ":Symbols"] = string.Join(',', there);
            else
                settings.Remove(engine + ":Capital");
    }

    /// <summary>How many days are simulated.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    public DateTimeOffset Start => new(From, TimeOnly.MinValue, TimeSpan.Zero);
}
