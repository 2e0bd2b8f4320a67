using Microsoft.DurableTask;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tests.Work;

/// <summary>One seed, one simulation: every effect, in its order, at its time, and every history to the last tick.</summary>
public class DeterminismTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20240115)]
    public async Task Simulation_WithOneSeed_IsTheSameToTheLastEvent(int seed)
    {
        var first = await Simulate(seed);
        var second = await Simulate(seed);
        var differs = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(
            first.SequenceEqual(second),
            $"Seed {seed}: line {differs} is '{first.ElementAtOrDefault(differs)}', then '{second.ElementAtOrDefault(differs)}'.");
        Assert.InRange(first.Count, 900, 100_000);
    }

    [Fact]
    public async Task Simulation_WithAnotherSeed_IsAnother() => Assert.NotEqual(await Simulate(1), await Simulate(2));

    static async Task<List<string>> Simulate(int seed)
    {
        var time = new VirtualTime(new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var effects = new List<string>();
        var chance = new Random(seed);
        var options = new EngineOptions { MaxConcurrentActivities = 5, MaxInstancesInMemory = 15 };
        await using var engine = DurableEngine.InVirtualTime(time, EngineUnderTest.Parts(Tasks, time, options: options));
        engine.Start();
        var done = time.Start(async () =>
        {
            var ids = new List<string>();
            for (var i = 0; i < 60; i++)
            {
                await Task.Delay(TimeSpan.FromMinutes(chance.Next(300)), time);
                ids.Add(await engine.Client.ScheduleNewOrchestrationInstanceAsync("trade", chance.Next(1, 6)));
                if (chance.Next(3) == 0)
                    await engine.Client.RaiseEventAsync(ids[chance.Next(ids.Count)], "news", chance.Next(100));
            }

            using var patience = new CancellationTokenSource(TimeSpan.FromDays(40), time);
            foreach (var id in ids)
            {
                var ended = await engine.Client.WaitForInstanceCompletionAsync(id, true, patience.Token);
                effects.Add($"{id} {ended.RuntimeStatus} {ended.SerializedOutput} {ended.LastUpdatedAt:o}");
                effects.Add(string.Join('\n', await engine.ReadHistoryAsync(id, CancellationToken.None) ?? []));
            }
        });
        time.RunUntil(done);
        await done;
        effects.Add(engine.Statistics.ToString());
        return effects;

        void Tasks(DurableTaskRegistry tasks)
        {
            tasks.AddActivityFunc<int, int>("order", async (context, size) =>
            {
                effects.Add($"{time.GetUtcNow():o} order {size} for {context.InstanceId}");
                await Task.Delay(TimeSpan.FromSeconds(chance.Next(1, 4000)), time);
                if (chance.Next(4) == 0)
                    throw new TimeoutException($"lost {size}");
                effects.Add($"{time.GetUtcNow():o} filled {size} for {context.InstanceId}");
                return size * chance.Next(10);
            });
            tasks.AddOrchestratorFunc<int, int>("leg", async (context, size) =>
            {
                await context.CreateTimer(TimeSpan.FromMinutes(size * 7), CancellationToken.None);
                return await context.CallActivityAsync<int>(
                    "order", size, TaskOptions.FromRetryPolicy(new RetryPolicy(6, TimeSpan.FromSeconds(30), 2)));
            });
            tasks.AddOrchestratorFunc<int, int>("trade", async (context, legs) =>
            {
                var total = 0;
                try
                {
                    total += await context.WaitForExternalEvent<int>("news", TimeSpan.FromHours(2));
                }
                catch (TaskCanceledException)
                {
                    context.SetCustomStatus(context.NewGuid());
                }

                total += (await Task.WhenAll(Enumerable.Range(1, legs).Select(size => context.CallSubOrchestratorAsync<int>("leg", size)))).Sum();
                if (legs > 1)
                    context.ContinueAsNew(legs - 1);
                return total;
            });
        }
    }
}
