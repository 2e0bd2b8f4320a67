using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

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
/// <param name="Baseline">What was due when it was last changed or resumed; null when it never was.</param>
/// <param name="Pause">The pause it is in; null while it runs.</param>
/// <param name="Change">The last change a person made; null for none.</param>
public sealed record DcaPlanItem(
    string Name, string Portfolio, decimal Capital, IReadOnlyList<DcaTargetItem> Targets, DateTimeOffset Start,
    decimal AmountPerInterval, int DeploymentDays, int IntervalHours, int MaxCatchUpIntervals,
    DcaBaselineItem? Baseline = null, DcaPauseItem? Pause = null, DcaChangeItem? Change = null)
{
    internal static DcaPlanItem From(DcaPlan plan) => new(
        plan.Name, plan.Portfolio, plan.Capital.Amount, [.. plan.Targets.Select(t => new DcaTargetItem(t.Pair.Symbol, t.Share))],
        plan.Start, plan.AmountPerInterval.Amount, plan.DeploymentDays, (int)plan.Interval.TotalHours, plan.MaxCatchUpIntervals,
        plan.Baseline is { } b ? DcaBaselineItem.From(b) : null, plan.Pause is { } p ? new DcaPauseItem(p.At, p.Reason) : null);

    internal DcaPlan ToPlan() => new(
        Name, Portfolio, new Money(Capital, Asset.Usdt), [.. Targets.Select(t => new DcaTarget(Pair.Parse(t.Symbol), t.Share))],
        Start, new Money(AmountPerInterval, Asset.Usdt), DeploymentDays, TimeSpan.FromHours(IntervalHours), MaxCatchUpIntervals)
    {
        Baseline = Baseline?.ToBaseline(),
        Pause = Pause is { } pause ? new DcaPause(pause.At, pause.Reason) : null,
    };
}

/// <summary>What was due when a plan was changed or resumed.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Due">Cumulatively, in USDT, by symbol.</param>
public sealed record DcaBaselineItem(DateTimeOffset At, IReadOnlyDictionary<string, decimal> Due)
{
    internal static DcaBaselineItem From(DcaBaseline baseline) =>
        new(baseline.At, baseline.Due.ToDictionary(due => due.Key.Symbol, due => due.Value.Amount));

    internal DcaBaseline ToBaseline() =>
        new(At, Due.ToDictionary(due => Pair.Parse(due.Key), due => new Money(due.Value, Asset.Usdt)));
}

/// <summary>A pause of a plan.</summary>
/// <param name="At">Since when, UTC.</param>
/// <param name="Reason">Why.</param>
public sealed record DcaPauseItem(DateTimeOffset At, string Reason);

/// <summary>A change that a person made to a plan.</summary>
/// <param name="Number">From 1 without gaps; names the audit record.</param>
/// <param name="What">Created, Changed, Paused or Resumed.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Reason">Why; null where none was asked for.</param>
public sealed record DcaChangeItem(int Number, string What, DateTimeOffset At, string? Reason);
