using System.Collections.Concurrent;
using Orchestrations.Local.Simulation;
using Orchestrations.TestKit;

namespace Orchestrations.Simulation.Tests.Storms;

/// <summary>Some days of a market in which much happens, with every operation at work; and what an undisturbed run leaves.</summary>
/// <param name="Name">Of the days.</param>
/// <param name="From">The first day.</param>
/// <param name="Days">How many.</param>
/// <param name="Folder">The market.</param>
/// <param name="Settings">What differs from the defaults.</param>
sealed record StormScenario(
    string Name, DateOnly From, int Days, Lazy<string> Folder, IReadOnlyDictionary<string, string?> Settings)
{
    // Days instead of months, so that everything that is due after a while is due within the window.
    static readonly Dictionary<string, string?> quick = new()
    {
        ["Dca:Plan:DeploymentDays"] = "3",
        ["Rebalance:SettlingDays"] = "2",
        ["Rebalance:EveryDays"] = "2",
        ["Rebalance:MinTrade"] = "0.005",
        ["Funding:MaxHoldDays"] = "2",
        ["Trend:SlowLength"] = "60",
        ["Trend:FastLength"] = "20",
        ["Trend:AdxLength"] = "5",
        ["Trend:AtrLength"] = "5",
        ["Trend:MaxHoldDays"] = "4",
        ["Tactical:DaysApart"] = "3",
        ["Tactical:Slices"] = "3",
        ["Tactical:ProfitTarget"] = "0.06",
        ["RiskWatch:Schedule"] = "0 0 */4 * * *",
        ["Reconciliation:Schedule"] = "0 30 */8 * * *",
        ["RiskWatch:Cooldown"] = "12:00:00",
    };

    static readonly ConcurrentDictionary<string, Lazy<StormOutcome>> calms = new(StringComparer.Ordinal);

    /// <summary>A rising market that breaks for hours: trends entered, stops moved and set off, hedges held for their time.</summary>
    public static StormScenario Rally { get; } = Made(
        "rally", 7, _ => 0.004, hour => hour is >= 34 and < 44 ? -0.012 : 0.0009, n => n % 11 == 7 ? 0.00004m : 0.0003m, 70, [60, 61],
        ("Funding:Symbols", "ETHUSDT"), ("Trend:MaxHoldDays", "2"));

    /// <summary>A fall by half within days: every level of the breaker with what it closes, and a person's release.</summary>
    public static StormScenario Crash { get; } = Made(
        "crash", 6, _ => 0.004, hour => hour switch { < 30 => 0.0009, < 44 => -0.004, < 50 => 0.0009, < 80 => -0.02, _ => 0.0 },
        n => n < 18 ? 0.0003m : -0.0006m, 15, [],
        ("Funding:Symbols", "ETHUSDT"), ("Funding:MaxHoldDays", "30"), ("Dca:Plan:DeploymentDays", "2"),
        ("Trend:InitialStop", "20"), ("Trend:TrailingStop", "20"), ("Trend:MaxHoldDays", "30"),
        ("Tactical:Crash", "0.04"), ("Tactical:Slices", "1"), ("RiskWatch:Schedule", "0 0 * * * *"),
        ("RiskWatch:Level1", "0.04"), ("RiskWatch:Level2", "0.06"), ("RiskWatch:Level3", "0.08"), ("RiskWatch:Level4", "0.14"));

    /// <summary>Long after a fall, with fear: the reserve is deployed in slices, gains, and goes back to the core.</summary>
    public static StormScenario Bottom { get; } = Made(
        "bottom", 6, day => day is >= 20 and < 120 ? -0.0115 : 0.0, hour => hour < 30 ? -0.0002 : 0.0009, n => n < 9 ? -0.0001m : 0.0002m, 10, []);

    /// <summary>Prices that go nowhere, rates around the bounds: hedges come and go.</summary>
    public static StormScenario Chop { get; } = Made(
        "chop", 5, _ => 0.002, hour => hour / 30 % 2 == 0 ? 0.001 : -0.001,
        n => (n % 7) switch { 4 => 0.00003m, 5 => -0.0001m, _ => 0.0002m }, 50, [75, 76, 77]);

    /// <summary>What every checkout has, and recorded days where the folder of real data is there.</summary>
    public static IReadOnlyList<StormScenario> All { get; } =
    [
        Rally, Crash, Bottom, Chop,
        .. Repository.SharedData is { } data
            ? (StormScenario[])
            [
                new("luna", new DateOnly(2022, 5, 8), 5, new(data), quick),
                new("outage", new DateOnly(2023, 3, 22), 4, new(data), quick),
            ]
            : [],
    ];

    /// <summary>What the undisturbed run leaves; run once.</summary>
    public StormOutcome Calm =>
        calms.GetOrAdd(Name, _ => new Lazy<StormOutcome>(() => StormOutcome.Of(Options(1, 0, 0)))).Value;

    /// <summary>The options of a run.</summary>
    public SimulationOptions Options(long seed, double faults, double crash) => new(
        Folder.Value, From, From.AddDays(Days - 1), seed, faults, [.. SimulationOptions.KnownOperations.Keys], Settings)
    {
        Crash = crash, ReleaseAfter = TimeSpan.FromDays(1),
    };

    // The files are written when they are first needed, and go with the process.
    static StormScenario Made(
        string name, int days, Func<int, double> history, Func<int, double> hour, Func<int, decimal> rate, int mood, int[] missing,
        params (string Key, string Value)[] settings) => new(
        name, StormMarket.First, days,
        new(() =>
        {
            var market = new StormMarket(days + 1, history, hour, rate, mood, missing);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => market.Dispose();
            return market.Path;
        }),
        settings.Aggregate(new Dictionary<string, string?>(quick), (all, setting) =>
        {
            all[setting.Key] = setting.Value;
            return all;
        }));
}
