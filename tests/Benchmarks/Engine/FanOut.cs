using System.Diagnostics;
using Orchestrations.Engine;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>One orchestration that runs many activities at once.</summary>
static class FanOut
{
    public static async Task MeasureAsync(ScratchFolder folder)
    {
        await using var engine = DurableEngine.OnFile(folder.NewFile(), Workload.Parts(TimeProvider.System));
        engine.Start();
        foreach (var width in new[] { 1000, 10_000 })
        {
            var best = double.MaxValue;
            for (var round = 0; round < 3; round++)
            {
                var clock = Stopwatch.StartNew();
                var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(Workload.Fan, width, CancellationToken.None);
                await engine.Client.WaitForInstanceCompletionAsync(id);
                best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
            }

            Line.Print($"file, FULL: fan-out and fan-in of {width:n0} activities", best, "ms", "(best of 3)");
        }
    }
}
