using Microsoft.DurableTask;
using Orchestrations.Engine;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>How late durable timers are: from the time that was asked for to the time of the turn that sees it.</summary>
static class Timers
{
    const int Count = 10_000;
    static readonly TimeSpan Lead = TimeSpan.FromSeconds(5);

    public static async Task MeasureAsync(ScratchFolder folder)
    {
        await MeasureAsync(folder, "over 10 s", TimeSpan.FromSeconds(10));
        await MeasureAsync(folder, "at one moment", TimeSpan.Zero);
    }

    static async Task MeasureAsync(ScratchFolder folder, string how, TimeSpan spread)
    {
        await using var engine = DurableEngine.OnFile(folder.NewFile(), Workload.Parts(TimeProvider.System));
        engine.Start();
        var begin = TimeProvider.System.GetUtcNow().UtcDateTime + Lead;
        var ids = await Task.WhenAll(Enumerable.Range(0, Count).Select(i => engine.Client.ScheduleNewOrchestrationInstanceAsync(
            Workload.Lateness, begin + (spread * i / Count), new StartOrchestrationOptions($"timer-{i}"))));
        var late = new double[Count];
        for (var i = 0; i < Count; i++)
            late[i] = (await engine.Client.WaitForInstanceCompletionAsync(ids[i], getInputsAndOutputs: true)).ReadOutputAs<double>();
        Array.Sort(late);
        Line.Print($"file, FULL: {Count:n0} timers {how}: lateness p50", late[Count / 2], "ms");
        Line.Print($"file, FULL: {Count:n0} timers {how}: lateness p99", late[Count * 99 / 100], "ms");
    }
}
