using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Dca;

/// <summary>
/// What a run buys. For each pair:
/// <code>
/// open   = due - bought - reserved
/// limit  = carried + maxCatchUpIntervals x (what the running interval adds)
/// amount = max(0, min(open, limit)), rounded down to 0.00000001
/// </code>
/// What is not bought stays due for the next run. After an outage the limit spreads the backlog over several runs; the
/// carried amount widens it, so that intervals smaller than the exchange's least order add up until they are enough.
/// After a plan without regular amounts is deployed, an interval adds nothing: the limit then takes the last interval that did.
/// A paused plan buys nothing.
/// </summary>
/// <param name="Interval">The interval it was decided in; null before the plan's start.</param>
/// <param name="Lines">One for each target, in the plan's order.</param>
public sealed record DcaDecision(DcaInterval? Interval, IReadOnlyList<DcaLine> Lines)
{
    const decimal SmallestAmount = 0.00000001m;

    /// <summary>The lines with something to buy.</summary>
    public IEnumerable<DcaLine> Purchases => Lines.Where(l => l.Amount.IsPositive);

    /// <summary>The progress with every purchase set aside, as it must be stored before anything is ordered.</summary>
    /// <param name="progress">The progress the decision was made from.</param>
    /// <param name="order">The orchestration instance that orders.</param>
    public DcaProgress Reserve(DcaProgress progress, string order) =>
        Purchases.Aggregate(progress, (p, line) => p.With(p.For(line.Pair).Reserve(order, line.Amount)));

    /// <summary>Decides. Pure: the same plan, progress and time give the same decision.</summary>
    public static DcaDecision Decide(DcaPlan plan, DcaProgress progress, DateTimeOffset now)
    {
        var due = DcaSchedule.Due(plan, now);
        var lines = plan.Targets.Zip(due, (target, d) => Line(plan, target, d.Amount, progress.For(target.Pair), now));
        return new DcaDecision(DcaSchedule.IntervalAt(plan, now), [.. lines]);
    }

    static DcaLine Line(DcaPlan plan, DcaTarget target, Money due, DcaPairProgress progress, DateTimeOffset now)
    {
        var reserved = progress.ReservedAmount;
        var open = due - progress.NetNotional - reserved;
        var limit = progress.Carried + Step(plan, target, now) * plan.MaxCatchUpIntervals;
        var wanted = plan.Pause is null ? Money.Min(open, limit) : Money.Zero(due.Asset);
        var amount = Money.Max(Money.Zero(due.Asset), wanted).RoundDown(SmallestAmount);
        return new DcaLine(target.Pair, due, progress.NetNotional, reserved, limit, amount);
    }

    static Money Step(DcaPlan plan, DcaTarget target, DateTimeOffset now)
    {
        var added = DcaSchedule.Added(plan, target, now);
        return added.IsPositive || now < plan.Start ? added : DcaSchedule.Added(plan, target, plan.Start);
    }
}
