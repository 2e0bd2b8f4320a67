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
