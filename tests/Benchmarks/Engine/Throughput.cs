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
            await BestAsync(full, "file, synchronous=FULL", "full");
            var five = await BestSecondsAsync(full, "five", Instances, 5);
            Line.Print("file, FULL: orchestrations of 5 activities", Instances / five, "per second");
            await LatencyAsync(full);
        }

        await using (var normal = DurableEngine.OnFile(folder.NewFile(), Workload.Parts(TimeProvider.System, o => o.EveryCommitDurable = false)))
        {
            normal.Start();
            await BestAsync(normal, "file, synchronous=NORMAL", "normal");
        }

        await using (var memory = DurableEngine.InMemory(Workload.Parts(TimeProvider.System)))
        {
            memory.Start();
            await BestAsync(memory, "in memory", "memory");
        }

        Virtual();
    }

    static async Task BestAsync(DurableEngine engine, string where, string label)
    {
        var seconds = await BestSecondsAsync(engine, label, Instances, Steps);
        var did = engine.Statistics;
        Line.Print(
            $"{where}: sequential activities, {Instances} instances", Instances * Steps / seconds, "per second",
            $"({(double)did.Commits / did.Transactions:n1} commits a transaction)");
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
        var chain = await Workload.ChainsAsync(engine, "alone", 1, 2000);
        Line.Print("file, FULL: step of one instance, alone, mean", chain / 2000 * 1000, "ms");
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
