using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>Whether a database with a million finished instances is as quick as an empty one: throughput, start, pages of a list.</summary>
static class MillionInstances
{
    const int Count = 1_000_000;
    const int Page = 100;
    const int Instances = 2000;
    const int Steps = 20;
    const int Rounds = 3;

    public static async Task MeasureAsync(ScratchFolder folder)
    {
        var file = folder.NewFile();
        var clock = Stopwatch.StartNew();
        FinishedInstances.Fill(file, Count);
        Line.Print($"{Count:n0} finished instances: written into the database", Count / clock.Elapsed.TotalSeconds, "per second");
        Line.Print($"{Count:n0} finished instances: size of the file", new FileInfo(file).Length / (1024.0 * 1024), "MiB");

        clock.Restart();
        await using var full = DurableEngine.OnFile(file, Workload.Parts(TimeProvider.System));
        full.Start();
        Line.Print($"{Count:n0} finished instances: start of the engine", clock.Elapsed.TotalMilliseconds, "ms", "(goal: under 2,000)");
        await PagesAsync(full.Client);

        await using var empty = DurableEngine.OnFile(folder.NewFile(), Workload.Parts(TimeProvider.System));
        empty.Start();
        await CompareAsync(empty, full);
    }

    // Turn by turn, so that what else the machine does falls on both.
    static async Task CompareAsync(DurableEngine empty, DurableEngine full)
    {
        var (bestEmpty, bestFull) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round <= Rounds; round++)
        {
            bestEmpty = Math.Min(bestEmpty, await Workload.ChainsAsync(empty, $"beside-{round}", Instances, Steps));
            bestFull = Math.Min(bestFull, await Workload.ChainsAsync(full, $"beside-{round}", Instances, Steps));
        }

        Line.Print("empty database, FULL: sequential activities", Instances * Steps / bestEmpty, "per second");
        Line.Print($"{Count:n0} finished instances, FULL: the same", Instances * Steps / bestFull, "per second");
        Line.Print($"{Count:n0} finished instances: of the empty one's throughput", 100 * bestEmpty / bestFull, "%", "(goal: above 90)");
    }

    static async Task PagesAsync(DurableTaskClient client)
    {
        var middle = FinishedInstances.CreatedAt(Count / 2);
        (string What, OrchestrationQuery Query)[] queries =
        [
            ("all", new OrchestrationQuery()),
            ("completed", new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Completed] }),
            ("failed (one in a thousand)", new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Failed] }),
            ("running (none)", new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Running] }),
            ("running or failed", new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Failed] }),
            ("created in the second half", new OrchestrationQuery { CreatedFrom = middle }),
            ("failed, created in the second half", new OrchestrationQuery { CreatedFrom = middle, Statuses = [OrchestrationRuntimeStatus.Failed] }),
            ("by prefix (all)", new OrchestrationQuery { InstanceIdPrefix = "done-" }),
            ("by prefix (a thousand)", new OrchestrationQuery { InstanceIdPrefix = "done-0999" }),
        ];
        foreach (var (what, query) in queries)
        {
            var (first, slowest, pages) = await PagesAsync(client, query);
            Line.Print($"{Count:n0} instances, list {what}: slowest page", slowest, "ms", $"(of {pages}; first {first:n2}; goal: under 50)");
        }

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++)
            await client.GetInstanceAsync(FinishedInstances.Id(i * 997), getInputsAndOutputs: true);
        Line.Print($"{Count:n0} instances: one by its id", clock.Elapsed.TotalMilliseconds / 1000, "ms");
    }

    // The first pages, and then one far inside.
    static async Task<(double First, double Slowest, int Pages)> PagesAsync(DurableTaskClient client, OrchestrationQuery query)
    {
        const int mostPages = 200;
        await foreach (var warm in client.GetAllInstancesAsync(query with { PageSize = 1 }).AsPages())
            break;
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        await foreach (var page in client.GetAllInstancesAsync(query with { PageSize = Page }).AsPages())
        {
            times.Add(clock.Elapsed.TotalMilliseconds);
            if (times.Count == mostPages || page.ContinuationToken is null)
                break;
            clock.Restart();
        }

        return (times[0], times.Max(), times.Count);
    }
}
