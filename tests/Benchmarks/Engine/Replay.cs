using System.Diagnostics;
using Microsoft.DurableTask;
using Orchestrations.Engine;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>Rebuilding one orchestrator from a long history, as when something arrives for it after a restart.</summary>
static class Replay
{
    const int Steps = 3333; // Three events a step: about 10,000.

    public static async Task MeasureAsync(ScratchFolder folder)
    {
        var file = folder.NewFile();
        await using (var engine = DurableEngine.OnFile(file, Workload.Parts(TimeProvider.System)))
        {
            engine.Start();
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                Workload.ChainThenWait, Steps, new StartOrchestrationOptions("long"));
            while (engine.Statistics.Activities < Steps)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        await using var again = DurableEngine.OnFile(file, Workload.Parts(TimeProvider.System));
        again.Start();
        var clock = Stopwatch.StartNew();
        await again.Client.RaiseEventAsync("long", "go", "now");
        await again.Client.WaitForInstanceCompletionAsync("long");
        var seconds = clock.Elapsed.TotalSeconds;
        var events = again.Statistics.ReplayedEvents;
        Line.Print($"replay of a history of {events} events: event to end", seconds * 1000, "ms");
        Line.Print("replay, reading and decoding included", events / seconds, "events/s");
    }
}
