using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Orchestrations.Engine.Tests.Instances;

public class StopTests
{
    [Theory, EachHead]
    public Task Stop_WithActivitiesRunning_WaitsForThemAndRunsNoneAgain(Head head)
    {
        var runs = 0;
        TimeProvider? time = null;
        return EngineUnderTest.On(head, Tasks, async engine =>
        {
            time = engine.Time;
            for (var i = 0; i < 20; i++)
                await engine.Start("slow", id: $"i{i}");
            await engine.Until(() => Task.FromResult(runs > 10));
            await engine.Engine.StopAsync(TimeSpan.FromSeconds(20), engine.Time);
            await engine.Restart();
            for (var i = 0; i < 20; i++)
                EngineUnderTest.Output<object>(await engine.End($"i{i}"));
            Assert.Equal(20, runs);
            Assert.DoesNotContain(engine.Log.Lines, line => line.Level >= LogLevel.Warning);
        });

        void Tasks(DurableTaskRegistry tasks)
        {
            tasks.AddActivityFunc("slow", async _ =>
            {
                Interlocked.Increment(ref runs);
                await Task.Delay(TimeSpan.FromMilliseconds(20), time!);
            });
            tasks.AddOrchestratorFunc("slow", async context => await context.CallActivityAsync("slow"));
        }
    }

    [Fact]
    public Task Stop_PastItsDeadline_LeavesTheActivityToTheNextStart()
    {
        var runs = 0;
        return EngineUnderTest.On(Head.File, Tasks, async engine =>
        {
            var id = await engine.Start("stuck");
            await engine.Until(() => Task.FromResult(runs == 1));
            await engine.Engine.StopAsync(TimeSpan.FromMilliseconds(50), engine.Time);
            await engine.Restart();
            Assert.Equal(2, EngineUnderTest.Output<int>(await engine.End(id)));
        });

        void Tasks(DurableTaskRegistry tasks)
        {
            tasks.AddActivityFunc("stuck", async _ =>
            {
                if (Interlocked.Increment(ref runs) == 1)
                    await new TaskCompletionSource().Task;
                return runs;
            });
            tasks.AddOrchestratorFunc("stuck", async context => await context.CallActivityAsync<int>("stuck"));
        }
    }

    [Fact]
    public async Task Client_BeforeTheStart_IsRefused()
    {
        await using var engine = DurableEngine.InMemory(EngineUnderTest.Parts(_ => { }, TestClock.Wall));
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("a"));
        Assert.Contains("Start", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RaiseEventAsync("a", "e"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.WaitForInstanceCompletionAsync("a"));
        engine.Start();
        Assert.Throws<InvalidOperationException>(() => engine.Start());
    }

    [Fact]
    public async Task Client_AfterTheStop_IsRefused()
    {
        await using var engine = DurableEngine.InMemory(EngineUnderTest.Parts(_ => { }, TestClock.Wall));
        engine.Start();
        await engine.StopAsync(TimeSpan.Zero, TestClock.Wall);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.SetAsync("k", "v", CancellationToken.None));
    }

    [Theory, EachHead]
    public Task HostState_OverARestart_IsKept(Head head) => EngineUnderTest.On(head, _ => { }, async engine =>
    {
        Assert.Null(await engine.Engine.GetAsync("timer", CancellationToken.None));
        await engine.Engine.SetAsync("timer", "1", CancellationToken.None);
        await engine.Engine.SetAsync("timer", "2", CancellationToken.None);
        await engine.Restart();
        Assert.Equal("2", await engine.Engine.GetAsync("timer", CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => engine.Engine.SetAsync(new string('k', 201), "", CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => engine.Engine.SetAsync("k", new string('v', 65537), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Engine.SetAsync("", "v", CancellationToken.None));
    });
}
