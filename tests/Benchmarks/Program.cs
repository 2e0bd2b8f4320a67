using System.Globalization;
using Orchestrations.Benchmarks;
using Orchestrations.Benchmarks.Engine;
using Orchestrations.Benchmarks.Trading;

// dotnet run -c Release --project tests/Benchmarks -- [engine | trading | cold-start]...   (no argument: all)
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var chosen = args.Length == 0 ? ["engine", "trading", "cold-start"] : args;
if (chosen.FirstOrDefault(name => name is not ("engine" or "trading" or "cold-start")) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'; use engine, trading or cold-start.");
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
    IndicatorSpeed.Measure();

if (chosen.Contains("cold-start"))
    await ColdStart.MeasureAsync(folder);
return 0;
