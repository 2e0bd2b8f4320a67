using System.Globalization;
using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Dca;

/// <summary>
/// What a plan wants bought by when. With k intervals begun and N = ceil(deployment / interval) of them in the deployment,
/// the target i with share s is due, cumulatively:
/// <code>due(i) = capital x s(i) x min(k, N) / N  +  amountPerInterval x s(i) / sum(s) x max(0, k - N)</code>
/// Due is what should have arrived net of fees; it never falls as time passes. Of a plan with a baseline (a change at the time c,
/// when d(i) was due) it is d(i) + due(i) now - due(i) at c; while a plan is paused it stands still.
/// </summary>
public static class DcaSchedule
{
    /// <summary>How many intervals have begun: 0 before the start, 1 at the start.</summary>
    public static int IntervalsBegun(DcaPlan plan, DateTimeOffset now) =>
        now < plan.Start ? 0 : checked((int)((now - plan.Start).Ticks / plan.Interval.Ticks) + 1);

    /// <summary>The interval that is running, or null before the start.</summary>
    public static DcaInterval? IntervalAt(DcaPlan plan, DateTimeOffset now)
    {
        var number = IntervalsBegun(plan, now);
        if (number == 0)
            return null;
        var start = plan.Start + (number - 1) * plan.Interval;
        var form = plan.Interval.Ticks % TimeSpan.TicksPerDay == 0 ? "yyyyMMdd" : "yyyyMMddHH";
        return new DcaInterval(number, start, start.ToString(form, CultureInfo.InvariantCulture));
    }

    /// <summary>How many intervals the deployment takes; one or more.</summary>
    public static int DeploymentIntervals(DcaPlan plan)
    {
        var deployment = TimeSpan.FromDays(plan.DeploymentDays).Ticks;
        return (int)((deployment + plan.Interval.Ticks - 1) / plan.Interval.Ticks);
    }

    /// <summary>What is due by now for each target, cumulatively, in the coin that pays; in the plan's order.</summary>
    public static IReadOnlyList<(Pair Pair, Money Amount)> Due(DcaPlan plan, DateTimeOffset now) =>
        [.. plan.Targets.Select(t => (t.Pair, DueBy(plan, t, now)))];

    /// <summary>What the running interval adds for a target; zero before the start.</summary>
    public static Money Added(DcaPlan plan, DcaTarget target, DateTimeOffset now)
    {
        var begun = IntervalsBegun(plan, now);
        return begun == 0 ? Money.Zero(plan.Capital.Asset) : DueFor(plan, target, begun) - DueFor(plan, target, begun - 1);
    }

    static Money DueBy(DcaPlan plan, DcaTarget target, DateTimeOffset now)
    {
        var asOf = plan.Pause is { } pause && pause.At < now ? pause.At : now;
        if (plan.Baseline is not { } baseline)
            return DueFor(plan, target, IntervalsBegun(plan, asOf));
        var before = baseline.Due.TryGetValue(target.Pair, out var due) ? due : Money.Zero(plan.Capital.Asset);
        // A pause may have begun before the change that was made in it.
        return asOf <= baseline.At
            ? before
            : before + (DueFor(plan, target, IntervalsBegun(plan, asOf)) - DueFor(plan, target, IntervalsBegun(plan, baseline.At)));
    }

    static Money DueFor(DcaPlan plan, DcaTarget target, int begun)
    {
        var deployment = DeploymentIntervals(plan);
        var deployed = plan.Capital * target.Share * Math.Min(begun, deployment) / deployment;
        var regular = plan.AmountPerInterval * target.Share * Math.Max(0, begun - deployment) / plan.Targets.Sum(t => t.Share);
        return deployed + regular;
    }
}
