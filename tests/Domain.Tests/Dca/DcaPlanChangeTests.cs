using FsCheck;
using FsCheck.Fluent;
using Orchestrations.Domain.Dca;

namespace Orchestrations.Domain.Tests.Dca;

/// <summary>Plans that people change, pause and resume while they run.</summary>
public class DcaPlanChangeTests
{
    [Fact]
    public void Change_InTheMiddle_HoldsForTheIntervalsAfterItOnly()
    {
        // 1,400 over 14 days, half of it in BTC: 50 a day. After the third day the capital is doubled: 100 a day.
        var before = Plan(1_400m);
        var at = Samples.Start.AddDays(2).AddHours(9);

        var after = Plan(2_800m).InPlaceOf(before, at);

        Assert.Equal((150m, 150m), (Due(before, at), Due(after, at)));
        Assert.Equal(150m, Due(after, Samples.Start.AddDays(2).AddHours(23)));
        Assert.Equal(250m, Due(after, Samples.Start.AddDays(3)));
        // Eleven days are left of the deployment.
        Assert.Equal(150m + 11m * 100m, Due(after, Samples.Start.AddDays(13)));
    }

    [Fact]
    public void Change_OfAPairThatIsNew_OwesNothingForThePast()
    {
        var at = Samples.Start.AddDays(5);
        var before = Plan(1_400m);
        var wider = new DcaPlan(
            "core", "main", Samples.Usdt(1_400m), [new DcaTarget(Samples.Btc, 0.5m), new DcaTarget(Samples.Eth, 0.25m)], Samples.Start,
            Samples.Usdt(0m)).InPlaceOf(before, at);

        Assert.Equal([300m, 0m], DcaSchedule.Due(wider, at).Select(d => d.Amount.Amount));
        Assert.Equal([350m, 25m], DcaSchedule.Due(wider, at.AddDays(1)).Select(d => d.Amount.Amount));
    }

    [Fact]
    public void Pause_OverTenDays_LeavesThemOut()
    {
        var plan = Plan(1_400m);
        var paused = plan.Paused(Samples.Start.AddDays(2).AddHours(1), "a holiday");
        var back = Samples.Start.AddDays(12).AddHours(8);

        var resumed = paused.Resumed(back);

        Assert.Equal(150m, Due(paused, back));
        Assert.Equal((150m, 150m, 200m), (Due(resumed, back), Due(resumed, back.AddHours(12)), Due(resumed, Samples.Start.AddDays(13))));
        Assert.Null(resumed.Pause);
    }

    [Fact]
    public void Decision_OfAPausedPlan_BuysNothingEvenOfWhatWasDue()
    {
        var paused = Plan(1_400m).Paused(Samples.Start.AddDays(2), "a drill");

        var decision = DcaDecision.Decide(paused, DcaProgress.None, Samples.Start.AddDays(3));

        Assert.Empty(decision.Purchases);
        Assert.Equal(150m, decision.Lines[0].Due.Amount);
    }

    [Fact]
    public void Change_DuringAPause_KeepsThePauseAndWhatWasDue()
    {
        var paused = Plan(1_400m).Paused(Samples.Start.AddDays(2), "a drill");

        var changed = Plan(2_800m).InPlaceOf(paused, Samples.Start.AddDays(4));

        Assert.Equal(paused.Pause, changed.Pause);
        Assert.Equal(150m, Due(changed, Samples.Start.AddDays(9)));
        Assert.Equal(250m, Due(changed.Resumed(Samples.Start.AddDays(9)), Samples.Start.AddDays(10)));
    }

    [Fact]
    public void Pause_AndResume_SaidTwiceAreOnce()
    {
        var paused = Plan(1_400m).Paused(Samples.Start.AddDays(1), "first");
        var resumed = paused.Resumed(Samples.Start.AddDays(2));

        Assert.Same(paused, paused.Paused(Samples.Start.AddDays(2), "second"));
        Assert.Same(resumed, resumed.Resumed(Samples.Start.AddDays(3)));
    }

    [Fact]
    public void Due_OverAnyChangesAndPauses_NeverFallsAndNeverJumps() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 3).Zip(Gen.Choose(1, 40)).ListOf(12).ToArbitrary(), steps =>
        {
            var plan = Plan(1_000m, 20m);
            var now = Samples.Start;
            var last = Due(plan, now);
            foreach (var (what, hours) in steps)
            {
                now = now.AddHours(hours);
                var before = Due(plan, now);
                plan = what switch
                {
                    0 => Plan(hours * 100m, hours).InPlaceOf(plan, now),
                    1 => plan.Paused(now, "drawn"),
                    2 => plan.Resumed(now),
                    _ => plan,
                };
                if (before < last || Due(plan, now) != before)
                    return false;
                last = before;
            }
            return true;
        }));

    static decimal Due(DcaPlan plan, DateTimeOffset now) => DcaSchedule.Due(plan, now)[0].Amount.Amount;

    static DcaPlan Plan(decimal capital, decimal perInterval = 0m) => new(
        "core", "main", Samples.Usdt(capital), [new DcaTarget(Samples.Btc, 0.5m)], Samples.Start, Samples.Usdt(perInterval));
}
