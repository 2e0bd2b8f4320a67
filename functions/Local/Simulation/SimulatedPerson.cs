using Orchestrations.App.Dca;
using Orchestrations.App.Paper;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// What people do in a simulation: pay in each month what the plan buys in it, where a rebalance would invest money that lay there
/// from the first day; and release the breaker some time after it halted everything, as nobody else may.
/// </summary>
sealed class SimulatedPerson(SimulationOptions options, SimulatedWorld world)
{
    /// <summary>When people look, after midnight: nothing else is due around then.</summary>
    public static readonly TimeSpan LooksAt = new(12, 50, 0);

    const int PaysEvery = 30;
    const decimal ForFees = 1.01m;

    static readonly IReadOnlyList<string> withCapital =
        [OperationsSettings.Rebalance, OperationsSettings.Tactical, OperationsSettings.Funding, OperationsSettings.Trend];

    readonly DcaSettings plan = world.Settings.Get<DcaSettings>();
    readonly BreakerRepository breakers = new(world.Store, world.Settings.Get<RiskWatchSettings>());

    /// <summary>How often the breaker was released.</summary>
    public int Releases { get; private set; }

    bool Buys => options.Operations.Contains("dca");

    bool PaysMonthly => Buys && options.Operations.Contains(OperationsSettings.Rebalance);

    /// <summary>
    /// What the account opens with, unless the settings say: the capital, what the plan asks for afterwards, and 1 % for fees.
    /// </summary>
    public Money Opening()
    {
        if (world.Settings.Get<PaperSettings>().StartBalance is { } set)
            return new Money(set, Asset.Usdt);
        var capital = Buys || options.Operations.Any(withCapital.Contains) ? plan.Capital : 0m;
        var amounts = !Buys ? 0m : PaysMonthly ? Asked(0, PaysEvery) : Asked(0, options.Days);
        return new Money(decimal.Ceiling((capital + amounts) * ForFees), Asset.Usdt);
    }

    /// <summary>Does what is to be done on a day.</summary>
    /// <param name="day">From 0.</param>
    public async Task ActAsync(int day)
    {
        var now = options.Start.AddDays(day) + LooksAt;
        if (PaysMonthly && day > 0 && day % PaysEvery == 0 && world.Settings.Get<PaperSettings>().StartBalance is null
            && Asked(day, PaysEvery) is > 0m and var asked)
            await PaperMoney.PayInAsync(
                world.Exchange, world.Ledger, world.Portfolio, FormattableString.Invariant($"plan-{now:yyyyMMdd}"),
                new Money(decimal.Ceiling(asked * ForFees), Asset.Usdt), now, CancellationToken.None);
        var standing = await breakers.GetAsync(world.Portfolio);
        if (options.ReleaseAfter > TimeSpan.Zero && standing.Halted && now - standing.Since >= options.ReleaseAfter)
            await ReleaseAsync(now);
    }

    async Task ReleaseAsync(DateTimeOffset now)
    {
        var reason = FormattableString.Invariant($"simulated: released {options.ReleaseAfter.TotalDays:0.##} days after the halt");
        if (await breakers.ReleaseAsync(world.Portfolio, reason, now) is not { } change)
            return;
        Releases++;
        await world.Audit.AppendAsync(
            $"breaker-{world.Portfolio}-{change.Number}", "breaker-release", world.Portfolio, change, CancellationToken.None);
    }

    // What the plan buys for in some days, after its capital is deployed.
    decimal Asked(int day, int days)
    {
        decimal IntervalsUpTo(int end) => Math.Max(0m, (decimal)((end - plan.DeploymentDays) / plan.Interval.TotalDays));
        var end = Math.Min(day + days, options.Days);
        return end <= day ? 0m : plan.AmountPerInterval * (IntervalsUpTo(end) - IntervalsUpTo(day));
    }
}
