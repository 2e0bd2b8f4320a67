using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tests.Work;

public class VirtualTimeTests
{
    static readonly DateTimeOffset Begin = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Timers_OfAnyOrder_FireByTheirTimeThenByTheirCreation()
    {
        var time = new VirtualTime(Begin);
        var fired = new List<string>();
        Set("c", 3);
        Set("a1", 1);
        Set("b", 2);
        Set("a2", 1);
        Set("now", 0);
        time.RunUntil(Begin.AddHours(10));
        Assert.Equal(["now@0", "a1@1", "a2@1", "b@2", "c@3"], fired);

        void Set(string name, int hours) => time.CreateTimer(
            _ => fired.Add($"{name}@{(time.GetUtcNow() - Begin).TotalHours}"), null, TimeSpan.FromHours(hours), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void RunUntil_AMoment_FiresWhatIsDueByThenAndLeavesTheClockThere()
    {
        var time = new VirtualTime(Begin);
        var fired = new List<int>();
        foreach (var hours in new[] { 1, 2, 3 })
            time.CreateTimer(_ => fired.Add(hours), null, TimeSpan.FromHours(hours), Timeout.InfiniteTimeSpan);
        time.RunUntil(Begin.AddHours(2));
        Assert.Equal([1, 2], fired);
        Assert.Equal(Begin.AddHours(2), time.GetUtcNow());
        time.RunUntil(Begin.AddHours(2.5));
        Assert.Equal(Begin.AddHours(2.5), time.GetUtcNow());
        time.RunUntil(Begin);
        Assert.Equal(Begin.AddHours(2.5), time.GetUtcNow());
        time.RunUntil(Begin.AddDays(1));
        Assert.Equal([1, 2, 3], fired);
    }

    [Fact]
    public void Timer_WithAPeriod_FiresOnEveryMultipleWithoutDrift()
    {
        var time = new VirtualTime(Begin);
        var fired = new List<double>();
        using var timer = time.CreateTimer(
            _ => fired.Add((time.GetUtcNow() - Begin).TotalMinutes), null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
        time.RunUntil(Begin.AddMinutes(40));
        Assert.Equal([5, 15, 25, 35], fired);
        timer.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        time.RunUntil(Begin.AddMinutes(90));
        Assert.Equal([5, 15, 25, 35, 41], fired);
    }

    [Fact]
    public async Task PeriodicTimer_OnThisClock_TicksInItsTime()
    {
        var time = new VirtualTime(Begin);
        var ticks = new List<double>();
        var done = time.Start(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromHours(8), time);
            while (ticks.Count < 4 && await timer.WaitForNextTickAsync())
                ticks.Add((time.GetUtcNow() - Begin).TotalHours);
        });
        time.RunUntil(done);
        await done;
        Assert.Equal([8, 16, 24, 32], ticks);
    }

    [Fact]
    public void Timer_ThatWasDisposed_StaysOff()
    {
        var time = new VirtualTime(Begin);
        var fired = 0;
        var timer = time.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.FromHours(1), TimeSpan.FromHours(1)));
        time.RunUntil(Begin.AddDays(1));
        Assert.Equal(0, fired);
    }

    [Fact]
    public void Timer_ThatDisposesItselfWhenItFires_FiresOnce()
    {
        var time = new VirtualTime(Begin);
        var fired = 0;
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                fired++;
                timer!.Dispose();
            },
            null,
            TimeSpan.FromHours(1),
            TimeSpan.FromHours(1));
        time.RunUntil(Begin.AddDays(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void Timers_ChangedAHundredThousandTimes_LeaveTheLastSetting()
    {
        var time = new VirtualTime(Begin);
        var fired = new List<double>();
        using var timer = time.CreateTimer(
            _ => fired.Add((time.GetUtcNow() - Begin).TotalDays), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        for (var i = 0; i < 100_000; i++)
            timer.Change(TimeSpan.FromDays(1 + (i % 300)), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromDays(7), Timeout.InfiniteTimeSpan);
        time.RunUntil(Begin.AddDays(1000));
        Assert.Equal([7], fired);
    }

    [Fact]
    public async Task Delays_InTheCodeAndInActivities_PassInVirtualTime()
    {
        var time = new VirtualTime(Begin);
        await using var engine = DurableEngine.InVirtualTime(time, EngineUnderTest.Parts(
            tasks =>
            {
                tasks.AddActivityFunc("slow", async _ =>
                {
                    await Task.Delay(TimeSpan.FromHours(3), time);
                    return time.GetUtcNow();
                });
                tasks.AddOrchestratorFunc("wait", async context => await context.CallActivityAsync<DateTimeOffset>("slow"));
            },
            time));
        engine.Start();
        var done = time.Start(async () =>
        {
            await Task.Delay(TimeSpan.FromHours(1), time);
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("wait");
            var ended = await engine.Client.WaitForInstanceCompletionAsync(id, true);
            Assert.Equal(Begin.AddHours(4), EngineUnderTest.Output<DateTimeOffset>(ended));
        });
        time.RunUntil(done);
        await done;
        Assert.Equal(Begin.AddHours(4), time.GetUtcNow());
    }

    [Fact]
    public void RunUntil_SomethingThatNothingCanComplete_SaysThatTimeStandsStill()
    {
        var time = new VirtualTime(Begin) { Patience = TimeSpan.FromMilliseconds(50) };
        var never = time.Start(() => new TaskCompletionSource().Task);
        Assert.Contains("stands still", Assert.Throws<InvalidOperationException>(() => time.RunUntil(never)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunUntil_SomethingOutside_WaitsForIt()
    {
        var time = new VirtualTime(Begin);
        var done = time.Start(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestClock.Wall);
            await Task.Delay(TimeSpan.FromHours(1), time);
        });
        time.RunUntil(done);
        await done;
        Assert.Equal(Begin.AddHours(1), time.GetUtcNow());
    }

    [Fact]
    public async Task RunUntil_FromInsideItself_IsRefused()
    {
        var time = new VirtualTime(Begin);
        var done = time.Start(async () =>
        {
            await Task.Delay(TimeSpan.FromHours(1), time);
            Assert.Throws<InvalidOperationException>(() => time.RunUntil(Begin.AddDays(1)));
        });
        time.RunUntil(done);
        await done;
    }

    [Fact]
    public void Work_PostedFromManyThreads_AllRuns()
    {
        var time = new VirtualTime(Begin);
        var ran = 0;
        var queue = (IWorkQueue)time;
        var posts = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
                queue.Post(new Item(() => ran++));
        })).ToArray();
        time.RunUntil(Task.WhenAll(posts));
        time.RunUntil(Begin);
        Assert.Equal(20_000, ran);
    }

    sealed class Item(Action run) : IThreadPoolWorkItem
    {
        public void Execute() => run();
    }
}
