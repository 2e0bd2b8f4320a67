using System.Diagnostics;
using System.Globalization;
using Orchestrations.App.Trading;
using Xunit.Abstractions;

namespace Orchestrations.Simulation.Tests.Storms;

/// <summary>
/// Every operation together, at an exchange that answers badly, on a host that dies again and again. What is left must be what an
/// undisturbed run leaves: books, orders, positions, stops and decisions, to the last digit; and no leg stood alone for too long.
/// </summary>
/// <remarks>
/// A failure names its scenario and seed and how to repeat it. <c>ORC_SIM_SEED=n</c> runs that seed alone; <c>ORC_SIM_SEEDS=n</c>
/// runs so many, from a first one that differs each time: a soak.
/// </remarks>
[Collection(nameof(SimulationStormTests))]
[CollectionDefinition(nameof(SimulationStormTests), DisableParallelization = true)]
public sealed class SimulationStormTests(ITestOutputHelper output)
{
    const int SeedsByDefault = 500;
    const int MostShown = 20;

    static readonly double[] faults = [0, 0.05, 0.1, 0.25];
    static readonly double[] crashes = [0.001, 0.004, 0.01, 0.02];

    [Fact]
    public void Storms_OfManySeeds_LeaveWhatACalmRunLeaves()
    {
        var (first, count) = Seeds();
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var (deaths, injected) = (0L, 0L);
        Parallel.For(first, first + count, seed =>
        {
            var scenario = StormScenario.All[(int)(seed % StormScenario.All.Count)];
            var draw = new Random((int)(seed % int.MaxValue));
            var options = scenario.Options(seed, faults[draw.Next(faults.Length)], crashes[draw.Next(crashes.Length)]);
            var storm = StormOutcome.Of(options);
            Interlocked.Add(ref deaths, storm.Report.Work.Crashes);
            Interlocked.Add(ref injected, storm.Report.Orders.FaultsInjected.Values.Sum());
            var wrong = storm.Against(scenario.Calm);
            Assert.True(
                wrong.Count == 0,
                FormattableString.Invariant($"Seed {seed} ({scenario.Name}, faults {options.Faults}, crash {options.Crash}):\n")
                + string.Join('\n', wrong.Take(MostShown))
                + FormattableString.Invariant($"\nRepeat: ORC_SIM_SEED={seed} dotnet test tests/Simulation.Tests -c Release ")
                + "--filter SimulationStormTests");
        });
        output.WriteLine(FormattableString.Invariant(
            $"{count} seeds from {first}: {deaths} deaths, {injected} faults, {watch.Elapsed.TotalSeconds:n1} s, of which ")
            + FormattableString.Invariant($"{(Environment.CpuUsage.TotalTime - before).TotalSeconds:n1} s of a processor"));
        Assert.True(
            (deaths > count && injected > count) || count < 100, $"Only {deaths} deaths and {injected} faults: they do not hit anything.");
    }

    [Fact]
    public void Scenarios_Together_MakeEveryOperationTrade()
    {
        var calm = StormScenario.All.Select(scenario => scenario.Calm).ToList();
        Assert.All(calm, run => Assert.True(run.Report.IsGood, run.Report.ToJson()));
        foreach (var run in StormScenario.All)
            output.WriteLine($"{run.Name}: {string.Join(", ", Kinds(run.Calm).Select(kind => $"{kind.Key} {kind.Value}"))}");
        var kinds = calm.SelectMany(Kinds).GroupBy(kind => kind.Key).ToDictionary(group => group.Key, group => group.Sum(k => k.Value));
        foreach (var wanted in (string[])[
            "dca-decision", "rebalance Sell", "rebalance Buy", "tactical Buy", "tactical Sell", "trend Buy", "trend Sell", "trend stop",
            "funding Enter", "funding Exit", "breaker closes TREND",
            "breaker closes TACTICAL", "breaker closes FUNDING", "breaker closes CORE",
            "breaker 1", "breaker 2", "breaker 3", "breaker 4", "breaker-release"])
            Assert.True(kinds.GetValueOrDefault(wanted) > 0, $"No scenario has '{wanted}'.");
    }

    [Fact]
    public void Storm_WithOneSeedTwice_GoesTheSameWay()
    {
        var options = StormScenario.Rally.Options(5, 0.1, 0.01);
        var (one, other) = (StormOutcome.Of(options), StormOutcome.Of(options));
        Assert.True(one.Report.Work.Crashes > 3, "Too few deaths to tell anything.");
        Assert.Equal(one.Report.Work, other.Report.Work);
        Assert.Equal(one.Audit[^1].Hash, other.Audit[^1].Hash);
    }

    static Dictionary<string, int> Kinds(StormOutcome run)
    {
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in run.Audit)
        {
            using var json = System.Text.Json.JsonDocument.Parse(record.Data);
            var data = json.RootElement;
            Add(record.Kind switch
            {
                "order-outcome" when record.Subject.StartsWith(OperationsSettings.RiskWatch, StringComparison.Ordinal) =>
                    $"breaker closes {record.Subject.Split('-')[3]}",
                "order-outcome" when data.GetProperty("status").GetString() == "Filled" =>
                    $"{record.Key.Split('-')[0]} {data.GetProperty("side").GetString()}",
                "funding-decision" => $"funding {data.GetProperty("decided").GetProperty("action").GetString()}",
                "trend-decision" when data.GetProperty("decided").GetProperty("action").GetString() == "Closed" => "trend stop",
                "breaker-level" => FormattableString.Invariant($"breaker {data.GetProperty("to").GetInt32()}"),
                var kind => kind,
            });
        }
        return kinds;

        void Add(string kind) => kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
    }

    static (long First, long Count) Seeds()
    {
        static long? Read(string name) => long.TryParse(
            Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        return Read("ORC_SIM_SEED") is { } seed ? (seed, 1)
            : Read("ORC_SIM_SEEDS") is { } count ? (Stopwatch.GetTimestamp() % 1_000_000_000, count)
            : (1, SeedsByDefault);
    }
}
