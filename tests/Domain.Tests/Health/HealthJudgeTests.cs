using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Health;

namespace Orchestrations.Domain.Tests.Health;

public class HealthJudgeTests
{
    static readonly HealthJudge judge = new(new HealthLimits { LeastCash = 100m });

    [Theory]
    [InlineData(0, HealthVerdict.Ok)]
    [InlineData(7200, HealthVerdict.Ok)]
    [InlineData(7201, HealthVerdict.Fail)]
    public void Price_OlderThanTwoHours_Fails(int seconds, HealthVerdict verdict) =>
        Assert.Equal(verdict, judge.Prices("BTCUSDT", TimeSpan.FromSeconds(seconds)).Verdict);

    [Fact]
    public void Price_ThatIsNotThere_Fails() => Assert.Equal(HealthVerdict.Fail, judge.Prices("BTCUSDT", null).Verdict);

    [Theory]
    [InlineData(1000, HealthVerdict.Ok)]
    [InlineData(1001, HealthVerdict.Fail)]
    [InlineData(-5000, HealthVerdict.Ok)]
    [InlineData(-5001, HealthVerdict.Fail)]
    public void Clock_AheadMoreThanASecondOrBehindMoreThanFive_Fails(int milliseconds, HealthVerdict verdict) =>
        Assert.Equal(verdict, judge.Clock(TimeSpan.FromMilliseconds(milliseconds)).Verdict);

    [Theory]
    [InlineData(0, 0, HealthVerdict.Ok)]
    [InlineData(0, 10, HealthVerdict.Ok)]
    [InlineData(1, 99, HealthVerdict.Warn)]
    [InlineData(1, 100, HealthVerdict.Ok)]
    [InlineData(2, 100, HealthVerdict.Warn)]
    public void Orders_OfWhichMoreThanOnePercentFailed_Warn(int failed, int all, HealthVerdict verdict) =>
        Assert.Equal(verdict, judge.Orders(failed, all).Verdict);

    [Fact]
    public void Disk_BelowTheLimit_Warns()
    {
        var least = new HealthLimits().LeastFreeBytes;

        Assert.Equal(HealthVerdict.Ok, judge.Disk(least).Verdict);
        Assert.Equal(HealthVerdict.Warn, judge.Disk(least - 1).Verdict);
    }

    [Theory]
    [InlineData(20, HealthVerdict.Ok, AlertSeverity.P2)]
    [InlineData(13, HealthVerdict.Warn, AlertSeverity.P2)]
    [InlineData(2, HealthVerdict.Warn, AlertSeverity.P1)]
    [InlineData(-1, HealthVerdict.Fail, AlertSeverity.P1)]
    public void Keys_ThatExpireSoon_AreToldOfInTime(int days, HealthVerdict verdict, AlertSeverity severity)
    {
        var finding = judge.Keys(TimeSpan.FromDays(days));

        Assert.Equal((verdict, severity), (finding.Verdict, finding.Severity));
    }

    [Fact]
    public void WhatIsNotWatched_IsNoFinding()
    {
        var none = new HealthJudge(new HealthLimits { MostBackupAge = TimeSpan.Zero, LeastCash = 0m });

        Assert.Null(none.Backup(TimeSpan.FromDays(1000)));
        Assert.Null(none.Cash(0m));
        Assert.Equal(HealthVerdict.Warn, judge.Cash(99m)!.Verdict);
        Assert.Equal(HealthVerdict.Warn, judge.Backup(TimeSpan.FromDays(9))!.Verdict);
        Assert.Equal(HealthVerdict.Ok, judge.Backup(TimeSpan.FromDays(8))!.Verdict);
    }
}
