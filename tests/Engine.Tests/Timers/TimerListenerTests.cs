using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Tests.Hosting;

namespace Orchestrations.Engine.Tests.Timers;

public class TimerListenerTests
{
    readonly MemoryHostState state = new();

    [Fact]
    public async Task Timer_OnSchedule_RunsAtEachOccurrenceWithItsTimeAsNext()
    {
        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:00:00Z");
        Assert.Empty(host.Runs.All);

        host.Clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal([TimerHost.At("2024-01-01T09:00Z"), TimerHost.At("2024-01-02T09:00Z"), TimerHost.At("2024-01-03T09:00Z")], host.Runs.Times);
        Assert.All(host.Runs.All, run => Assert.False(run.Info.IsPastDue));
        Assert.Equal(host.Runs.Times, host.Runs.All.Select(run => run.Info.ScheduleStatus!.Next));
        Assert.Equal(TimerHost.At("2024-01-02T09:00Z"), host.Runs.All[2].Info.ScheduleStatus!.Last);
        Assert.Equal(TimerHost.At("2024-01-04T09:00Z"), host.State.Next);
    }

    [Fact]
    public async Task Timer_AfterDowntime_RunsOnceAsPastDueForAllItMissed()
    {
        await RunOneDay("2024-01-01T08:00:00Z");

        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-05T12:00:00Z");
        host.Clock.Advance(TimeSpan.Zero);

        var run = Assert.Single(host.Runs.All);
        Assert.True(run.Info.IsPastDue);
        Assert.Equal(TimerHost.At("2024-01-02T09:00Z"), run.Info.ScheduleStatus!.Next);
        Assert.Equal((1, 3, 1), (host.State.Runs, host.State.Missed, host.State.Late));
        Assert.Equal(TimeSpan.FromHours(75), host.State.MostLate);
        Assert.Contains(host.Log.Of("Function.Daily"), line => line.Contains("2024-01-02 09:00:00Z", StringComparison.Ordinal)
            && line.Contains("3 more that it missed", StringComparison.Ordinal));

        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(TimerHost.At("2024-01-06T09:00Z"), host.Runs.Times[1]);
        Assert.False(host.Runs.All[1].Info.IsPastDue);
    }

    [Fact]
    public async Task Timer_FirstStartThenDowntimeBeforeItEverRan_IsPastDueToo()
    {
        await using (var first = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:00:00Z"))
            await first.StopAsync();

        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T10:00:00Z");
        host.Clock.Advance(TimeSpan.Zero);

        Assert.True(Assert.Single(host.Runs.All).Info.IsPastDue);
    }

    [Fact]
    public async Task Timer_RestartedInTime_DoesNotRunAtTheStart()
    {
        await RunOneDay("2024-01-01T08:00:00Z");

        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-02T08:00:00Z");
        host.Clock.Advance(TimeSpan.FromMinutes(59));

        Assert.Empty(host.Runs.All);
        Assert.Equal(TimerHost.At("2024-01-01T09:00Z"), host.State.Last);
    }

    [Fact]
    public async Task Timer_WithRunOnStartup_RunsAtOnceAndThenOnSchedule()
    {
        await using var host = await Started(typeof(TimerFunctions.AtStart), "2024-01-01T08:00:00Z");
        host.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal([TimerHost.At("2024-01-01T08:00Z"), TimerHost.At("2024-01-01T09:00Z")], host.Runs.Times);
        Assert.False(host.Runs.All[0].Info.IsPastDue);
    }

    [Fact]
    public async Task Timer_PastDueWithRunOnStartup_RunsOnceAsPastDue()
    {
        await RunOneDay("2024-01-01T08:00:00Z");

        await using var host = await Started(typeof(TimerFunctions.AtStart), "2024-01-03T12:00:00Z");
        host.Clock.Advance(TimeSpan.Zero);

        Assert.True(Assert.Single(host.Runs.All).Info.IsPastDue);
    }

    [Fact]
    public async Task Timer_WithChangedSchedule_FollowsTheNewOne()
    {
        await RunOneDay("2024-01-01T08:00:00Z");

        // By the old schedule 09:30 is past due; by the new one nothing was missed.
        await using var host = await Started(typeof(TimerFunctions.DailyAtTen), "2024-01-01T09:30:00Z");
        host.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([TimerHost.At("2024-01-01T10:00Z")], host.Runs.Times);
        Assert.False(host.Runs.All[0].Info.IsPastDue);
    }

    [Fact]
    public async Task Timer_WithoutMonitor_ForgetsAndRemembersNothing()
    {
        await using (var first = await Started(typeof(TimerFunctions.Unmonitored), "2024-01-01T08:00:00Z"))
        {
            first.Clock.Advance(TimeSpan.FromHours(2));
            Assert.Null(Assert.Single(first.Runs.All).Info.ScheduleStatus);
        }
        await using var host = await Started(typeof(TimerFunctions.Unmonitored), "2024-01-05T12:00:00Z");
        host.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(host.Runs.All);
        Assert.Empty(state.Values);
    }

    [Fact]
    public async Task Timer_MoreOftenThanAMinute_IsNotMonitored()
    {
        await using var host = await Started(typeof(TimerFunctions.EveryTenSeconds), "2024-01-01T08:00:00Z");
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(6, host.Runs.All.Count);
        Assert.Empty(state.Values);
    }

    [Fact]
    public async Task Timer_StillRunningAtItsNextTime_DoesNotOverlapAndCountsWhatItMissed()
    {
        var release = new TaskCompletionSource();
        await using var host = await Started(typeof(TimerFunctions.EveryTenSeconds), "2024-01-01T08:00:00Z");
        host.Runs.OnRun = _ => release.Task;

        host.Clock.Advance(TimeSpan.FromSeconds(35));
        Assert.Single(host.Runs.All);
        Assert.True(host.State.Running);

        release.SetResult();
        Assert.False(host.State.Running);
        Assert.Equal((2, 0, null), (host.State.Missed, host.State.Late, host.State.MostLate));
        Assert.Contains(host.Log.Of("Function.Often"), line => line.Contains("missed 2 occurrences", StringComparison.Ordinal));
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([TimerHost.At("2024-01-01T08:00:10Z"), TimerHost.At("2024-01-01T08:00:40Z")], host.Runs.Times);
    }

    [Fact]
    public async Task Timer_HeldUpByARunByHand_IsPastDueMeanwhileAndThenLate()
    {
        var release = new TaskCompletionSource();
        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:59:00Z");
        host.Runs.OnRun = _ => release.Task;
        var byHand = host.Listeners.RunByHandAsync(host.Catalog.Functions.Single());
        host.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.True(host.State.Running);
        Assert.Equal(TimerHost.At("2024-01-01T09:00Z"), host.State.Next);

        release.SetResult();
        await byHand;
        await host.StopAsync();
        Assert.Equal((2, 0, 1, TimeSpan.FromMinutes(2)), (host.State.Runs, host.State.Missed, host.State.Late, host.State.MostLate));
        Assert.Contains(host.Log.Of("Function.Daily"), line => line.EndsWith("runs 00:02:00 late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timer_OnTime_IsNeitherLateNorMissed()
    {
        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:00:00Z");
        host.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal((3, 0, 0, null, false), (host.State.Runs, host.State.Missed, host.State.Late, host.State.MostLate, host.State.IsPastDue));
        Assert.DoesNotContain(host.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task Timer_WhoseFunctionThrows_ReportsItAndGoesOn()
    {
        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:00:00Z");
        host.Runs.OnRun = _ => throw new InvalidOperationException("no luck");
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("no luck", host.State.LastError);

        host.Runs.OnRun = _ => Task.CompletedTask;
        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, host.Runs.All.Count);
        Assert.Null(host.State.LastError);
    }

    [Fact]
    public async Task Timer_WhoseStateCannotBeWritten_GoesOn()
    {
        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:00:00Z");
        state.WriteError = new IOException("disk full");
        host.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(2, host.Runs.All.Count);
    }

    [Fact]
    public async Task Timer_WhenTheClockIsSetBack_WaitsInsteadOfRunningTwice()
    {
        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:59:59Z");
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Single(host.Runs.All);

        host.Clock.Set(TimerHost.At("2024-01-01T08:30:00Z"));
        host.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Single(host.Runs.All);

        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(TimerHost.At("2024-01-02T09:00Z"), host.Runs.Times[1]);
    }

    [Fact]
    public async Task Timer_FiredEarly_WaitsForItsTime()
    {
        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:59:59Z");

        // The clock falls back a little while the timer is on its way, as a time server makes it.
        host.Clock.Set(TimerHost.At("2024-01-01T08:59:58.5Z"));
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([TimerHost.At("2024-01-01T09:00Z")], host.Runs.Times);
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Single(host.Runs.All);
    }

    [Fact]
    public async Task Timer_AfterAMonthOfWaiting_StillFires()
    {
        await using var host = new TimerHost(
            typeof(TimerFunctions.FromSetting), TimerHost.ClockAt("2024-01-01T00:00:00Z"), state, ("Schedule", "0 0 0 1 3 *"));
        await host.StartAsync();
        host.Clock.Advance(TimeSpan.FromDays(61));

        Assert.Equal([TimerHost.At("2024-03-01T00:00Z")], host.Runs.Times);
    }

    [Fact]
    public async Task Timer_StoppedMidway_CancelsTheRunAndLeavesItsOccurrenceDue()
    {
        await using (var first = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:00:00Z"))
        {
            first.Runs.OnRun = cancellation => Task.Delay(Timeout.InfiniteTimeSpan, first.Clock, cancellation);
            first.Clock.Advance(TimeSpan.FromHours(2));
            Assert.True(first.State.Running);
            await first.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }

        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T11:00:00Z");
        host.Clock.Advance(TimeSpan.Zero);
        Assert.True(Assert.Single(host.Runs.All).Info.IsPastDue);
    }

    [Fact]
    public async Task Timer_Stopped_FiresNoMore()
    {
        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:00:00Z");
        await host.StopAsync();
        host.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Empty(host.Runs.All);
        Assert.Null(host.State.Next);
        await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);
    }

    [Fact]
    public async Task Timer_RunByHand_RunsBesideItsSchedule()
    {
        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:00:00Z");
        await host.Listeners.RunByHandAsync(host.Catalog.Find("daily")!);
        host.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal([TimerHost.At("2024-01-01T08:00Z"), TimerHost.At("2024-01-01T09:00Z")], host.Runs.Times);
    }

    [Fact]
    public async Task Timer_WithARetryAttribute_IsRepeatedWithItsDelays()
    {
        await using var host = await Started(typeof(TimerFunctions.Retried), "2024-01-01T08:59:00Z");
        host.Runs.OnRun = _ => throw new InvalidOperationException("no luck");
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal([0, 2, 6, 11], host.Runs.Times.Select(time => (time - TimerHost.At("2024-01-01T09:00Z")).TotalSeconds));
        Assert.Equal("no luck", host.State.LastError);
    }

    [Fact]
    public async Task Timer_WithUnreadableState_StartsOver()
    {
        state.Values["timer/Daily"] = "{ not json";
        await using var host = await Started(typeof(TimerFunctions.Daily), "2024-01-01T08:00:00Z");
        host.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal([TimerHost.At("2024-01-01T09:00Z")], host.Runs.Times);
    }

    [Fact]
    public async Task Timer_InATimeZone_FollowsItsWallClock()
    {
        await using var host = new TimerHost(
            typeof(TimerFunctions.Daily), TimerHost.ClockAt("2024-03-30T00:00:00Z"), state, ("WEBSITE_TIME_ZONE", "Europe/Berlin"));
        await host.StartAsync();
        host.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal([TimerHost.At("2024-03-30T08:00Z"), TimerHost.At("2024-03-31T07:00Z")], host.Runs.Times);
        Assert.Equal("Europe/Berlin", host.State.TimeZone);
    }

    [Fact]
    public void Timer_InAnUnknownTimeZone_IsRefused()
        => Assert.Equal("ORC-HOST-009", Refused(typeof(TimerFunctions.Daily), ("WEBSITE_TIME_ZONE", "Mars/Olympus")).Code);

    [Fact]
    public void Timer_OfAnUnknownSetting_IsRefusedByName()
    {
        var refused = Refused(typeof(TimerFunctions.FromSetting));
        Assert.Equal("ORC-HOST-006", refused.Code);
        Assert.Contains("%Schedule%", refused.Message, StringComparison.Ordinal);
        Assert.Contains("FromSetting", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Timer_OfASettingThatIsNoSchedule_IsRefused()
        => Assert.Equal("ORC-HOST-005", Refused(typeof(TimerFunctions.FromSetting), ("Schedule", "daily")).Code);

    HostException Refused(Type functions, params (string, string)[] settings)
        => Assert.Throws<HostException>(() => new TimerHost(functions, TimerHost.ClockAt("2024-01-01T00:00:00Z"), state, settings));

    Task<TimerHost> Started(Type functions, string time) => new TimerHost(functions, TimerHost.ClockAt(time), state).StartAsync();

    async Task RunOneDay(string from)
    {
        await using var host = await Started(typeof(TimerFunctions.Daily), from);
        host.Clock.AdvanceTo(TimerHost.At("2024-01-01T09:00:00Z"));
        Assert.Single(host.Runs.All);
        await host.StopAsync();
    }
}
