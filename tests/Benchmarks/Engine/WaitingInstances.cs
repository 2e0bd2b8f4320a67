using System.Diagnostics;
using Microsoft.DurableTask;
using Orchestrations.Engine;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>What instances cost that only wait: memory, a start of the engine over them, and waking them.</summary>
static class WaitingInstances
{
    const int Count = 100_000;
    const int Woken = 10_000;
    const double Mebibyte = 1024 * 1024;

    public static async Task MeasureAsync(ScratchFolder folder)
    {
        var file = folder.NewFile();
        var (heap, process) = Memory();
        await using (var engine = DurableEngine.OnFile(file, Workload.Parts(TimeProvider.System)))
        {
            engine.Start();
            var starting = Stopwatch.StartNew();
            foreach (var some in Enumerable.Range(0, Count).Chunk(10_000))
                await Task.WhenAll(some.Select(i =>
                    engine.Client.ScheduleNewOrchestrationInstanceAsync(Workload.WaitForever, null, new StartOrchestrationOptions($"wait-{i}"))));
            foreach (var some in Enumerable.Range(0, Count).Chunk(10_000))
                await Task.WhenAll(some.Select(i => engine.Client.WaitForInstanceStartAsync($"wait-{i}")));
            Line.Print($"{Count:n0} instances: start to waiting", Count / starting.Elapsed.TotalSeconds, "per second");
            var (heapNow, processNow) = Memory();
            Line.Print($"{Count:n0} waiting instances: managed memory", (heapNow - heap) / Mebibyte, "MiB", "(goal: under 500)");
            Line.Print($"{Count:n0} waiting instances: whole process grew by", (processNow - process) / Mebibyte, "MiB");
            Line.Print($"{Count:n0} waiting instances: managed memory of one", (heapNow - heap) / 1024.0 / Count, "KiB");
            Line.Print($"{Count:n0} waiting instances: of these with code in memory", engine.Statistics.LoadedInstances, "instances");
        }

        var clock = Stopwatch.StartNew();
        await using var again = DurableEngine.OnFile(file, Workload.Parts(TimeProvider.System));
        again.Start();
        Line.Print($"{Count:n0} waiting instances: start of the engine", clock.Elapsed.TotalMilliseconds, "ms");
        clock.Restart();
        await Task.WhenAll(Enumerable.Range(0, Woken).Select(i => again.Client.RaiseEventAsync($"wait-{i}", "go", "now")));
        await Task.WhenAll(Enumerable.Range(0, Woken).Select(i => again.Client.WaitForInstanceCompletionAsync($"wait-{i}")));
        Line.Print("of these woken: event, replay, end", Woken / clock.Elapsed.TotalSeconds, "per second");
    }

    static (long Heap, long Process) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
