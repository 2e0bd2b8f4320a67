using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Retention;
using Orchestrations.TestKit;

namespace Orchestrations.Engine.Tests.Retention;

public class RetentionServiceTests
{
    [Fact]
    public async Task Service_WhileTheHostRuns_SweepsByItself()
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var engine = DurableEngine.InMemory(
            EngineUnderTest.Parts(tasks => tasks.AddOrchestratorFunc("quick", _ => Task.FromResult("done")), clock));
        engine.Start();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(engine)
            .AddRetention(new RetentionPolicy(TimeSpan.FromDays(1), null, null))
            .BuildServiceProvider();
        var sweeps = services.GetServices<IHostedService>().Single();
        await sweeps.StartAsync(CancellationToken.None);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("quick", new Microsoft.DurableTask.StartOrchestrationOptions("q"));
        await engine.Client.WaitForInstanceCompletionAsync("q").WaitAsync(TestClock.Patience);

        await Sweep(clock, TimeSpan.FromMinutes(1));
        Assert.NotNull(await engine.Client.GetInstanceAsync("q"));
        for (var hours = 0; hours < 25; hours++)
            await Sweep(clock, TimeSpan.FromHours(1));
        Assert.Null(await engine.Client.GetInstanceAsync("q"));
        await sweeps.StopAsync(CancellationToken.None);
    }

    // The service works on threads of its own; it has done its part when it waits for the clock again.
    static async Task Sweep(ManualTimeProvider clock, TimeSpan wait)
    {
        await UntilItWaits(clock);
        clock.Advance(wait);
        await UntilItWaits(clock);
    }

    static async Task UntilItWaits(ManualTimeProvider clock)
    {
        for (var tries = 0; clock.Waiting == 0; tries++)
        {
            Assert.True(tries < 10_000, "The service does not wait for the clock.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TestClock.Wall);
        }
    }
}
