using System.Diagnostics;
using Orchestrations.Engine;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>Rebuilding one orchestrator from a long history, as after a restart.</summary>
static class Replay
{
    const int Steps = 3334; // Three events a step: about 10,000.

    public static async Task MeasureAsync(ScratchFolder folder)
    {
        var file = folder.NewFile();
        await using (var engine = DurableEngine.OnFile(file, Workload.Parts(TimeProvider.System)))
        {
            engine.Start();
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                Workload.Chain, Steps, new Microsoft.DurableTask.StartOrchestrationOptions("long"));
            while (engine.Statistics.Activities < Steps - 5)
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            // Dropped in the middle of its last steps, as a kill would: disposing starts no further activity.
        }

        var clock = Stopwatch.StartNew();
        await using var again = DurableEngine.OnFile(file, Workload.Parts(TimeProvider.System));
        again.Start();
        await again.Client.WaitForInstanceCompletionAsync("long");
        var events = again.Statistics.ReplayedEvents;
        Line.Print($"replay of a history of {events} events, with the file's opening", clock.Elapsed.TotalMilliseconds, "ms");
        Line.Print("replay", events / clock.Elapsed.TotalSeconds, "events/s");
    }
}
