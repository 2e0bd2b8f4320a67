using System.Diagnostics;
using Orchestrations.Engine;
using Orchestrations.Engine.Work;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>Activities and orchestrations per second, on the disk at both durability levels, in memory, and in virtual time.</summary>
static class Throughput
{
    const int Instances = 2000;
    const int Steps = 20;
    const int Rounds = 3;

    public static async Task MeasureAsync(ScratchFolder folder)
    {
        await using (var full = DurableEngine.OnFile(folder.NewFile(), Workload.Parts(TimeProvider.System)))
        {
            full.Start();
            var (activities, group) = await BestAsync(full, "file, synchronous=FULL", "full", "goal: 25,000");
            var limit = DiskLimit.RowsPerSecond(folder, group);
            Line.Print($"SQLite alone, FULL: rows in transactions of {group}", limit, "rows/s", "(a step writes one row)");
            Line.Print("file, synchronous=FULL: of what SQLite alone could write", 100 * activities / limit, "%");
            var five = await BestSecondsAsync(full, "five", Instances, 5);
            Line.Print("file, FULL: orchestrations of 5 activities", Instances / five, "per second");
            await LatencyAsync(full);
            await StepsAsync(full, 1);
            await StepsAsync(full, 100);
        }

        await using (var normal = DurableEngine.OnFile(folder.NewFile(), Workload.Parts(TimeProvider.System, o => o.EveryCommitDurable = false)))
        {
            normal.Start();
            await BestAsync(normal, "file, synchronous=NORMAL", "normal");
        }

        await using (var memory = DurableEngine.InMemory(Workload.Parts(TimeProvider.System)))
        {
            memory.Start();
            await BestAsync(memory, "in memory", "memory", "goal: 100,000");
        }

        Virtual();
    }

    static async Task<(double PerSecond, int Group)> BestAsync(DurableEngine engine, string where, string label, string note = "")
    {
        var seconds = await BestSecondsAsync(engine, label, Instances, Steps);
        var did = engine.Statistics;
        var group = (double)did.Commits / did.Transactions;
        Line.Print(
            $"{where}: sequential activities, {Instances} instances", Instances * Steps / seconds, "per second",
            $"({group:n1} commits a transaction{(note.Length == 0 ? "" : $"; {note}")})");
        return (Instances * Steps / seconds, Math.Max(1, (int)Math.Round(group)));
    }

    // The first round warms the code up; the best of the rest is what the engine can do when the machine lets it.
    static async Task<double> BestSecondsAsync(DurableEngine engine, string label, int instances, int steps)
    {
        await Workload.ChainsAsync(engine, $"{label}-warm", instances, steps);
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
            best = Math.Min(best, await Workload.ChainsAsync(engine, $"{label}-{round}", instances, steps));
        return best;
    }

    static async Task LatencyAsync(DurableEngine engine)
    {
        const int steps = 2000;
        var times = new double[steps];
        for (var i = 0; i < steps; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await Workload.ChainsAsync(engine, $"latency-{i}", 1, 1);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        Line.Print("file, FULL: start to end of 1 activity, alone, p50", times[steps / 2], "ms", "(3 commits one after the other)");
        Line.Print("file, FULL: start to end of 1 activity, alone, p99", times[steps * 99 / 100], "ms");
    }

    // From one activity of an instance to its next: result, turn, commit, start.
    static async Task StepsAsync(DurableEngine engine, int instances)
    {
        const int steps = 2000;
        var times = new List<double>();
        for (var round = 0; round < 2; round++)
        {
            times.Clear();
            var ids = await Task.WhenAll(Enumerable.Range(0, instances).Select(_ =>
                engine.Client.ScheduleNewOrchestrationInstanceAsync(Workload.Stamps, steps / Math.Min(instances, 10), CancellationToken.None)));
            foreach (var id in ids)
            {
                var ended = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
                var stamps = ended.ReadOutputAs<List<long>>()!;
                times.AddRange(stamps.Zip(stamps.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a, b).TotalMilliseconds));
            }
        }

        times.Sort();
        var what = $"file, FULL: step, {instances} instance{(instances == 1 ? " alone" : "s at once")}";
        Line.Print($"{what}, p50", times[times.Count / 2], "ms", instances == 1 ? "(one durable commit)" : "");
        Line.Print($"{what}, p99", times[times.Count * 99 / 100], "ms");
    }

    static void Virtual()
    {
        var time = new VirtualTime(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var engine = DurableEngine.InVirtualTime(time, Workload.Parts(time));
        engine.Start();
        var best = double.MaxValue;
        for (var round = 0; round <= Rounds; round++)
        {
            var label = $"virtual-{round}";
            var seconds = 0.0;
            time.RunUntil(time.Start(async () => seconds = await Workload.ChainsAsync(engine, label, Instances, Steps)));
            best = Math.Min(best, seconds);
        }

        Line.Print($"virtual time: sequential activities, {Instances} instances", Instances * Steps / best, "per second");
    }
}
