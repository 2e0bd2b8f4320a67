using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.Engine;
using Orchestrations.Engine.Tasks;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>The orchestrations that are measured. The activity does as little as one can, so that the engine is what is timed.</summary>
static class Workload
{
    public const string Chain = "Chain";
    public const string Fan = "Fan";
    public const string WaitForever = "WaitForever";
    public const string ChainThenWait = "ChainThenWait";
    public const string Lateness = "Lateness";
    public const string Stamps = "Stamps";

    public static EngineParts Parts(TimeProvider time, Action<EngineOptions>? configure = null)
    {
        var registry = new DurableTaskRegistry();
        registry.AddOrchestratorFunc<int, int>(Chain, static async (context, steps) =>
        {
            var sum = 0;
            for (var i = 0; i < steps; i++)
                sum += await context.CallActivityAsync<int>("AddOne", i);
            return sum;
        });
        registry.AddOrchestratorFunc<int, string>(ChainThenWait, static async (context, steps) =>
        {
            for (var i = 0; i < steps; i++)
                await context.CallActivityAsync<int>("AddOne", i);
            return await context.WaitForExternalEvent<string>("go");
        });
        registry.AddOrchestratorFunc<int, int>(Fan, static async (context, width) =>
            (await Task.WhenAll(Enumerable.Range(0, width).Select(i => context.CallActivityAsync<int>("AddOne", i)))).Sum());
        registry.AddOrchestratorFunc<string>(WaitForever, static context => context.WaitForExternalEvent<string>("go"));
        registry.AddOrchestratorFunc<DateTime, double>(Lateness, static async (context, due) =>
        {
            await context.CreateTimer(due, CancellationToken.None);
            return (context.CurrentUtcDateTime - due).TotalMilliseconds;
        });
        registry.AddOrchestratorFunc<int, List<long>>(Stamps, static async (context, steps) =>
        {
            var stamps = new List<long>();
            for (var i = 0; i < steps; i++)
                stamps.Add(await context.CallActivityAsync<long>("Stamp"));
            return stamps;
        });
        registry.AddActivityFunc("Stamp", static _ => Stopwatch.GetTimestamp());
        registry.AddActivityFunc<int, int>("AddOne", static (_, n) => n + 1);

        var options = new EngineOptions();
        configure?.Invoke(options);
        return new EngineParts(
            TaskTable.From(registry), new ServiceCollection().BuildServiceProvider(), time, NullLoggerFactory.Instance, options);
    }

    /// <summary>Runs chains side by side and waits for all. Returns the seconds it took.</summary>
    public static async Task<double> ChainsAsync(DurableEngine engine, string label, int instances, int steps)
    {
        var clock = Stopwatch.StartNew();
        var ids = await Task.WhenAll(Enumerable.Range(0, instances).Select(i =>
            engine.Client.ScheduleNewOrchestrationInstanceAsync(Chain, steps, new StartOrchestrationOptions($"{label}-{i}"))));
        await Task.WhenAll(ids.Select(id => engine.Client.WaitForInstanceCompletionAsync(id)));
        return clock.Elapsed.TotalSeconds;
    }
}
