using System.Globalization;
using Orchestrations.Benchmarks;
using Orchestrations.Benchmarks.Engine;
using Orchestrations.Benchmarks.Portal;
using Orchestrations.Benchmarks.Proofs;
using Orchestrations.Benchmarks.Trading;

// dotnet run -c Release --project tests/Benchmarks -- [engine | trading | proofs | portal | cold-start]...   (no argument: all)
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] all = ["engine", "trading", "proofs", "portal", "cold-start"];
var chosen = args.Length == 0 ? all : args;
if (chosen.FirstOrDefault(name => !all.Contains(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'; use {string.Join(", ", all)}.");
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

if (chosen.Contains("portal"))
    await PortalSpeed.MeasureAsync(folder);

if (chosen.Contains("cold-start"))
    await ColdStart.MeasureAsync(folder);
return 0;
