using System.Diagnostics;
using Microsoft.DurableTask;
using Orchestrations.Engine;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>What instances cost that only wait: memory, and waking them all.</summary>
static class WaitingInstances
{
    const int Count = 10_000;

    public static async Task MeasureAsync(ScratchFolder folder)
    {
        var file = folder.NewFile();
        await using (var engine = DurableEngine.OnFile(file, Workload.Parts(TimeProvider.System)))
        {
            engine.Start();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await Task.WhenAll(Enumerable.Range(0, Count).Select(i =>
                engine.Client.ScheduleNewOrchestrationInstanceAsync(Workload.WaitForever, null, new StartOrchestrationOptions($"wait-{i}"))));
            await Task.WhenAll(Enumerable.Range(0, Count).Select(i => engine.Client.WaitForInstanceStartAsync($"wait-{i}")));
            var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
            Line.Print($"{Count} waiting instances: memory of one", bytes / 1024.0 / Count, "KiB");
        }

        var clock = Stopwatch.StartNew();
        await using var again = DurableEngine.OnFile(file, Workload.Parts(TimeProvider.System));
        again.Start();
        Line.Print($"{Count} waiting instances: start of the engine", clock.Elapsed.TotalMilliseconds, "ms");
        clock.Restart();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => again.Client.RaiseEventAsync($"wait-{i}", "go", "now")));
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => again.Client.WaitForInstanceCompletionAsync($"wait-{i}")));
        Line.Print($"{Count} waiting instances: event, replay, end", Count / clock.Elapsed.TotalSeconds, "per second");
    }
}
