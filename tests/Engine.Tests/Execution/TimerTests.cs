using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tests.Execution;

public class TimerTests
{
    [Theory, EachHead]
    public Task Timers_OfDifferentLength_FireInTheOrderOfTheirTimes(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("race", async context =>
        {
            var order = new List<int>();
            await Task.WhenAll(new[] { 120, 40, 80, 1 }.Select(Wait));
            return order;

            async Task Wait(int milliseconds)
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);
                order.Add(milliseconds);
            }
        }),
        async engine => Assert.Equal([1, 40, 80, 120], await engine.Result<List<int>>("race")));

    [Fact]
    public Task Timers_DueAtOneMoment_FireInTheOrderOfTheirCreation() => EngineUnderTest.On(
        Head.Virtual,
        tasks => tasks.AddOrchestratorFunc("tie", async context =>
        {
            var order = new List<int>();
            var due = context.CurrentUtcDateTime.AddHours(1);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(Wait));
            return order;

            async Task Wait(int number)
            {
                await context.CreateTimer(due, CancellationToken.None);
                order.Add(number);
            }
        }),
        async engine => Assert.Equal(Enumerable.Range(0, 20), await engine.Result<List<int>>("tie")));

    [Theory, EachHead]
    public Task Timer_DueInThePast_FiresAtOnce(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("late", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-5), CancellationToken.None);
            await context.CreateTimer(DateTime.MinValue, CancellationToken.None);
            return "on time";
        }),
        async engine => Assert.Equal("on time", await engine.Result<string>("late")));

    [Theory, EachHead]
    public Task Timer_AtTheEndOfTime_IsSetAndCanBeCancelled(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("patient", async context =>
        {
            using var stop = new CancellationTokenSource();
            var far = context.CreateTimer(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), stop.Token);
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<object>("enough");
            stop.Cancel();
            return far.IsCanceled;
        }),
        async engine =>
        {
            var id = await engine.Start("patient");
            await engine.UntilCustomStatus(id, "waiting");
            await engine.Restart();
            await engine.Client.RaiseEventAsync(id, "enough");
            Assert.True(EngineUnderTest.Output<bool>(await engine.End(id)));
        });

    [Fact]
    public Task Timer_OfManyYears_IsNotSplitAndFiresOnTheDay() => EngineUnderTest.On(
        Head.Virtual,
        tasks => tasks.AddOrchestratorFunc("decade", async context =>
        {
            var due = context.CurrentUtcDateTime.AddYears(10);
            await context.CreateTimer(due, CancellationToken.None);
            return context.CurrentUtcDateTime == due;
        }),
        async engine =>
        {
            var ended = await engine.Run("decade");
            Assert.True(EngineUnderTest.Output<bool>(ended));
            Assert.Single((await engine.History(ended.InstanceId)).OfType<TimerCreated>());
        });

    [Theory, EachHead]
    public Task Timer_WithACancelledToken_IsCancelledAndLeavesNoEvent(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("cancelled", async context =>
        {
            using var stop = new CancellationTokenSource();
            var unrecorded = context.CreateTimer(TimeSpan.FromDays(1), stop.Token);
            stop.Cancel();
            var refused = context.CreateTimer(TimeSpan.FromDays(1), stop.Token);
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            return unrecorded.IsCanceled && refused.IsCanceled;
        }),
        async engine =>
        {
            var ended = await engine.Run("cancelled");
            Assert.True(EngineUnderTest.Output<bool>(ended));
            Assert.Single((await engine.History(ended.InstanceId)).OfType<TimerCreated>());
        });

    [Theory, EachHead]
    public Task Timer_DueWhileTheEngineWasDown_FiresAfterTheStart(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("sleeper", async context =>
        {
            context.SetCustomStatus("asleep");
            await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            return "awake";
        }),
        async engine =>
        {
            var id = await engine.Start("sleeper");
            await engine.UntilCustomStatus(id, "asleep");
            await engine.Engine.DisposeAsync();
            await engine.Pause(80);
            await engine.Restart();
            Assert.Equal("awake", EngineUnderTest.Output<string>(await engine.End(id)));
        });

    // The two executions number their timers alike, and the old one's is still queued when the new one's is set.
    [Theory, EachHead]
    public Task Timer_AfterContinueAsNew_IsNotFiredByTheCancelledOneOfTheLastExecution(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc<bool, bool>("eternal", async (context, second) =>
        {
            if (second)
            {
                var due = context.CurrentUtcDateTime.AddMilliseconds(400);
                await context.CreateTimer(due, CancellationToken.None);
                return context.CurrentUtcDateTime >= due;
            }

            using var stop = new CancellationTokenSource();
            _ = context.CreateTimer(TimeSpan.FromMilliseconds(100), stop.Token);
            await context.WaitForExternalEvent<object>("next");
            stop.Cancel();
            context.ContinueAsNew(true);
            return false;
        }),
        async engine =>
        {
            var id = await engine.Start("eternal", false);
            await engine.Until(id, OrchestrationRuntimeStatus.Running);
            await engine.Client.RaiseEventAsync(id, "next");
            Assert.True(EngineUnderTest.Output<bool>(await engine.End(id)));
        });

    [Fact]
    public Task Timers_CancelledByTheThousands_LeaveMemory() => EngineUnderTest.On(
        Head.Virtual,
        tasks => tasks.AddOrchestratorFunc("canceller", async context =>
        {
            for (var i = 0; i < 5000; i++)
            {
                using var stop = new CancellationTokenSource();
                _ = context.CreateTimer(TimeSpan.FromDays(365), stop.Token);
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                stop.Cancel();
            }

            return true;
        }),
        async engine =>
        {
            Assert.True(await engine.Result<bool>("canceller"));
            Assert.Equal(0, engine.Timers);
        });
}
