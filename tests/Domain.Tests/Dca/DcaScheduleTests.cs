using FsCheck;
using FsCheck.Fluent;
using Orchestrations.Domain.Dca;

namespace Orchestrations.Domain.Tests.Dca;

public class DcaScheduleTests
{
    [Fact]
    public void Due_AsTimePasses_NeverFalls() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 60 * 24).Two().Zip(Gen.Choose(1, 40)).ToArbitrary(), sample =>
        {
            var ((a, b), days) = sample;
            var plan = Samples.Plan(capital: 9_999.99m, perInterval: 33.33m, days: days);
            var earlier = DcaSchedule.Due(plan, Samples.Start.AddHours(Math.Min(a, b)));
            var later = DcaSchedule.Due(plan, Samples.Start.AddHours(Math.Max(a, b)));
            return earlier.Zip(later).All(pair => pair.First.Amount <= pair.Second.Amount);
        }));

    [Fact]
    public void Due_AtTheEndOfTheDeployment_IsExactlyTheShareOfTheCapital()
    {
        var due = DcaSchedule.Due(Samples.Plan(), Samples.Start.AddDays(13));

        Assert.Equal([(Samples.Btc, Samples.Usdt(4_000m)), (Samples.Eth, Samples.Usdt(2_000m))], due);
    }

    [Fact]
    public void Due_AfterTheDeployment_GrowsByTheRelativeShares()
    {
        var due = DcaSchedule.Due(Samples.Plan(perInterval: 90m), Samples.Start.AddDays(14));

        Assert.Equal([(Samples.Btc, Samples.Usdt(4_060m)), (Samples.Eth, Samples.Usdt(2_030m))], due);
    }

    [Fact]
    public void Due_BeforeTheStart_IsNothing()
    {
        Assert.All(DcaSchedule.Due(Samples.Plan(), Samples.Start.AddTicks(-1)), due => Assert.True(due.Amount.IsZero));
        Assert.Null(DcaSchedule.IntervalAt(Samples.Plan(), Samples.Start.AddTicks(-1)));
    }

    [Fact]
    public void Interval_OfADailyPlan_IsNamedByItsDate() =>
        Assert.Equal(
            new DcaInterval(3, Samples.Start.AddDays(2), "20240117"),
            DcaSchedule.IntervalAt(Samples.Plan(), Samples.Start.AddDays(2).AddHours(23)));

    [Fact]
    public void Intervals_OfAnHourlyPlan_HaveNamesOfTheirOwn()
    {
        var plan = new DcaPlan(
            "hourly", "main", Samples.Usdt(100m), [new DcaTarget(Samples.Btc, 1m)], Samples.Start, Samples.Usdt(1m), 1, TimeSpan.FromHours(4));

        var names = Enumerable.Range(0, 12).Select(n => DcaSchedule.IntervalAt(plan, Samples.Start.AddHours(4 * n))!.Value.Key);

        Assert.Equal(12, names.Distinct().Count());
        Assert.Equal(6, DcaSchedule.DeploymentIntervals(plan));
    }
}
