using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

/// <summary>One target as stored and as in HTTP bodies.</summary>
/// <param name="Symbol">The pair, such as BTCUSDT.</param>
/// <param name="Share">The share of the capital: above 0, at most 1.</param>
public sealed record DcaTargetItem(string Symbol, decimal Share);

/// <summary>A plan as stored and as in HTTP answers. Amounts are in USDT.</summary>
/// <param name="Name">The plan's name.</param>
/// <param name="Portfolio">Whose ledger it posts to.</param>
/// <param name="Capital">What the shares are shares of.</param>
/// <param name="Targets">What it buys, in order.</param>
/// <param name="Start">When the first interval begins, UTC.</param>
/// <param name="AmountPerInterval">Bought at each interval after the deployment.</param>
/// <param name="DeploymentDays">Days over which the capital's shares are deployed.</param>
/// <param name="IntervalHours">Hours between purchases.</param>
/// <param name="MaxCatchUpIntervals">The most intervals' amounts one run buys after an outage.</param>
public sealed record DcaPlanItem(
    string Name, string Portfolio, decimal Capital, IReadOnlyList<DcaTargetItem> Targets, DateTimeOffset Start,
    decimal AmountPerInterval, int DeploymentDays, int IntervalHours, int MaxCatchUpIntervals)
{
    internal static DcaPlanItem From(DcaPlan plan) => new(
        plan.Name, plan.Portfolio, plan.Capital.Amount, [.. plan.Targets.Select(t => new DcaTargetItem(t.Pair.Symbol, t.Share))],
        plan.Start, plan.AmountPerInterval.Amount, plan.DeploymentDays, (int)plan.Interval.TotalHours, plan.MaxCatchUpIntervals);

    internal DcaPlan ToPlan() => new(
        Name, Portfolio, new Money(Capital, Asset.Usdt), [.. Targets.Select(t => new DcaTarget(Pair.Parse(t.Symbol), t.Share))],
        Start, new Money(AmountPerInterval, Asset.Usdt), DeploymentDays, TimeSpan.FromHours(IntervalHours), MaxCatchUpIntervals);
}

/// <summary>An amount that is set aside, as stored.</summary>
/// <param name="Order">The run's instance id.</param>
/// <param name="Amount">What the order was to spend.</param>
/// <param name="Unresolved">True when the order was left without a known end.</param>
public sealed record DcaReservationItem(string Order, decimal Amount, bool Unresolved);

/// <summary>How far a plan has come with one pair, as stored and as in HTTP answers.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Notional">What was spent, in the quote coin.</param>
/// <param name="NetNotional">What counts as progress, in the quote coin.</param>
/// <param name="NetQuantity">What arrived, in the base coin.</param>
/// <param name="Carried">The amount that last proved too small to order.</param>
/// <param name="Reserved">Amounts set aside for orders whose end is not counted yet.</param>
public sealed record DcaPairItem(
    string Symbol, decimal Notional, decimal NetNotional, decimal NetQuantity, decimal Carried, IReadOnlyList<DcaReservationItem> Reserved)
{
    internal static DcaPairItem From(DcaPairProgress p) => new(
        p.Pair.Symbol, p.Notional.Amount, p.NetNotional.Amount, p.NetQuantity.Amount, p.Carried.Amount,
        [.. p.Reserved.Select(r => new DcaReservationItem(r.Order, r.Amount.Amount, r.Unresolved))]);

    internal DcaPairProgress ToProgress()
    {
        var pair = Pair.Parse(Symbol);
        Money Quote(decimal amount) => new(amount, pair.Quote);
        return new DcaPairProgress(
            pair, Quote(Notional), Quote(NetNotional), new Money(NetQuantity, pair.Base), Quote(Carried),
            [.. Reserved.Select(r => new DcaReservation(r.Order, Quote(r.Amount), r.Unresolved))]);
    }
}

/// <summary>How far a plan has come, stored under <c>progress</c>; the head that serialises decisions and outcomes.</summary>
/// <param name="Pairs">One for each pair that anything happened to.</param>
sealed record DcaProgressItem(IReadOnlyList<DcaPairItem> Pairs)
{
    public static DcaProgressItem From(DcaProgress progress) =>
        new([.. progress.Pairs.OrderBy(p => p.Pair.Symbol, StringComparer.Ordinal).Select(DcaPairItem.From)]);

    public DcaProgress ToProgress() => new([.. Pairs.Select(p => p.ToProgress())]);
}

/// <summary>One line of a decision, as stored and audited; in the quote coin.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Due">What was due, cumulatively.</param>
/// <param name="Bought">What had arrived, net of fees.</param>
/// <param name="Reserved">What was set aside.</param>
/// <param name="Limit">The most the run might buy.</param>
/// <param name="Amount">What it decided to buy.</param>
public sealed record DcaLineItem(string Symbol, decimal Due, decimal Bought, decimal Reserved, decimal Limit, decimal Amount);

/// <summary>A run's decision, stored under <c>decision-&lt;instance&gt;</c>: a run decides once.</summary>
/// <param name="Plan">The plan it was decided by.</param>
/// <param name="Now">The time it was decided for, UTC.</param>
/// <param name="Lines">One for each target.</param>
/// <param name="Unresolved">Symbol and run of the orders to look at again.</param>
sealed record DcaDecisionItem(
    DcaPlanItem Plan, DateTimeOffset Now, IReadOnlyList<DcaLineItem> Lines, IReadOnlyList<DcaUnresolvedItem> Unresolved);

/// <summary>An order of an earlier run to look at again.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Order">The run's instance id.</param>
/// <param name="Amount">What the order was to spend.</param>
sealed record DcaUnresolvedItem(string Symbol, string Order, decimal Amount);
