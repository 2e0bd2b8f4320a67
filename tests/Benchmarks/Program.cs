using System.Globalization;
using Orchestrations.Benchmarks;
using Orchestrations.Benchmarks.Engine;
using Orchestrations.Benchmarks.Proofs;
using Orchestrations.Benchmarks.Trading;

// dotnet run -c Release --project tests/Benchmarks -- [engine | trading | proofs | cold-start]...   (no argument: all)
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var chosen = args.Length == 0 ? ["engine", "trading", "proofs", "cold-start"] : args;
if (chosen.FirstOrDefault(name => name is not ("engine" or "trading" or "proofs" or "cold-start")) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'; use engine, trading, proofs or cold-start.");
    return 1;
}

using var folder = new ScratchFolder();
Console.WriteLine(MachineLine.Describe(folder.Path));
if (chosen.Contains("engine"))
{
    DiskLimit.Measure(folder);
    await Throughput.MeasureAsync(folder);
    await FanOut.MeasureAsync(folder);
    await WaitingInstances.MeasureAsync(folder);
    await Timers.MeasureAsync(folder);
    await Replay.MeasureAsync(folder);
    await MillionInstances.MeasureAsync(folder);
}

if (chosen.Contains("trading"))
{
    IndicatorSpeed.Measure();
    StrategySpeed.Measure();
    RiskSpeed.Measure();
    await LedgerSpeed.MeasureAsync();
}

if (chosen.Contains("proofs"))
    ProofSpeed.Measure();

if (chosen.Contains("cold-start"))
    await ColdStart.MeasureAsync(folder);
return 0;
