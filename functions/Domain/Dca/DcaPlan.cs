using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.Domain.Dca;

/// <summary>
/// A plan of regular buying: first it deploys the targets' shares of the capital evenly over the deployment, then it buys
/// a fixed amount at each interval, split by the targets' shares relative to each other.
/// Invariants: shares sum to at most 1, all amounts are of one coin, and every value is within its stated range.
/// </summary>
public sealed record DcaPlan
{
    /// <summary>The largest amount a plan takes: 1,000,000,000,000.</summary>
    public const decimal LargestAmount = 1_000_000_000_000m;

    /// <param name="name">1 to 40 characters of a-z, 0-9 and hyphen; part of instance ids.</param>
    /// <param name="portfolio">Whose ledger; the same form, up to 30 characters.</param>
    /// <param name="capital">What the shares are shares of: 0 to 1,000,000,000,000 of the coin that pays.</param>
    /// <param name="targets">1 to 20 different pairs, all paid for in the capital's coin.</param>
    /// <param name="start">When the first interval begins, UTC: 2009 to 2200.</param>
    /// <param name="amountPerInterval">Bought at each interval after the deployment; 0 ends the plan with it.</param>
    /// <param name="deploymentDays">Days over which the capital's shares are deployed: 1 to 365; 14 when not given.</param>
    /// <param name="interval">Time between purchases: whole hours, 1 hour to 365 days; a day when not given.</param>
    /// <param name="maxCatchUpIntervals">The most intervals' amounts one run buys after an outage: 1 to 100; 3 when not
    /// given.</param>
    /// <exception cref="DomainException">
    /// ORC-DCA-001: a name. ORC-DCA-002: the targets. ORC-DCA-003: an amount. ORC-DCA-004: days, interval, start or catch-up.
    /// </exception>
    public DcaPlan(
        string name,
        string portfolio,
        Money capital,
        IReadOnlyList<DcaTarget> targets,
        DateTimeOffset start,
        Money amountPerInterval,
        int deploymentDays = 14,
        TimeSpan? interval = null,
        int maxCatchUpIntervals = 3)
    {
        Name = CheckName(name, "plan", 40);
        Portfolio = CheckName(portfolio, "portfolio", 30);
        Targets = CheckTargets(targets, capital.Asset);
        Capital = CheckAmount(capital, capital.Asset, "capital");
        AmountPerInterval = CheckAmount(amountPerInterval, capital.Asset, "amount per interval");
        if (capital.IsZero && amountPerInterval.IsZero)
            throw Refused(
                "ORC-DCA-003", $"The plan {name} buys nothing: give it a capital or an amount per interval above zero.");
        if (deploymentDays is < 1 or > 365)
            throw Refused("ORC-DCA-004", $"A deployment of {deploymentDays} days is refused: use 1 to 365.");
        if (maxCatchUpIntervals is < 1 or > 100)
            throw Refused("ORC-DCA-004", $"A catch-up of {maxCatchUpIntervals} intervals is refused: use 1 to 100.");
        if (start.Year is < 2009 or > 2200)
            throw Refused("ORC-DCA-004", $"A start at {start:yyyy-MM-dd} is refused: use a time from 2009 to 2200.");
        Interval = interval ?? TimeSpan.FromDays(1);
        if (Interval < TimeSpan.FromHours(1) || Interval > TimeSpan.FromDays(365) || Interval.Ticks % TimeSpan.TicksPerHour != 0)
            throw Refused("ORC-DCA-004", $"An interval of {Interval} is refused: use whole hours from 1 hour to 365 days.");
        DeploymentDays = deploymentDays;
        MaxCatchUpIntervals = maxCatchUpIntervals;
        Start = start.ToUniversalTime();
    }

    /// <summary>The plan's name, unique among plans.</summary>
    public string Name { get; }

    /// <summary>Whose ledger it posts to.</summary>
    public string Portfolio { get; }

    /// <summary>The engine it posts to: CORE.</summary>
    public PortfolioEngine Engine => PortfolioEngine.Core;

    /// <summary>What the shares are shares of.</summary>
    public Money Capital { get; }

    /// <summary>What it buys, in the order it buys.</summary>
    public IReadOnlyList<DcaTarget> Targets { get; }

    /// <summary>When the first interval begins, UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Bought at each interval after the deployment, over all targets.</summary>
    public Money AmountPerInterval { get; }

    /// <summary>Days over which the capital's shares are deployed.</summary>
    public int DeploymentDays { get; }

    /// <summary>Time between purchases.</summary>
    public TimeSpan Interval { get; }

    /// <summary>The most intervals' amounts one run buys after an outage.</summary>
    public int MaxCatchUpIntervals { get; }

    /// <summary>Where it counts from; null for a plan that was never changed.</summary>
    public DcaBaseline? Baseline { get; init; }

    /// <summary>The pause it is in; null while it runs.</summary>
    public DcaPause? Pause { get; init; }

    /// <summary>This plan in place of another: it holds for the intervals that begin from now on.</summary>
    /// <param name="before">The plan as it was; a pause it is in goes on.</param>
    /// <param name="now">When, UTC.</param>
    public DcaPlan InPlaceOf(DcaPlan before, DateTimeOffset now) => this with { Baseline = DueBy(before, now), Pause = before.Pause };

    /// <summary>The plan paused; this when it is paused already.</summary>
    /// <param name="now">When, UTC.</param>
    /// <param name="reason">Why.</param>
    public DcaPlan Paused(DateTimeOffset now, string reason) => Pause is null ? this with { Pause = new DcaPause(now, reason) } : this;

    /// <summary>The plan resumed: the intervals of the pause are left out, not made up for. This when it is not paused.</summary>
    /// <param name="now">When, UTC.</param>
    public DcaPlan Resumed(DateTimeOffset now) => Pause is null ? this : this with { Baseline = DueBy(this, now), Pause = null };

    static DcaBaseline DueBy(DcaPlan plan, DateTimeOffset now) =>
        new(now, DcaSchedule.Due(plan, now).ToDictionary(due => due.Pair, due => due.Amount));

    static string CheckName(string name, string what, int longest) =>
        !string.IsNullOrEmpty(name) && name.Length <= longest && name.All(c =>
            char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? name
            : throw Refused(
                "ORC-DCA-001", $"'{name}' is not a name of a {what}: use 1 to {longest} characters of a-z, 0-9 and hyphen.");

    static DcaTarget[] CheckTargets(IReadOnlyList<DcaTarget> targets, Asset paidIn)
    {
        if (targets.Count is 0 or > 20)
            throw Refused("ORC-DCA-002", $"{targets.Count} targets are refused: use 1 to 20.");
        foreach (var target in targets)
        {
            if (target.Share is <= 0m or > 1m)
                throw Refused(
                    "ORC-DCA-002", $"A share of {target.Share} for {target.Pair.Symbol} is refused: use more than 0, at most 1.");
            if (target.Pair.Quote != paidIn)
                throw Refused("ORC-DCA-002", $"{target.Pair.Symbol} is not paid for in {paidIn}, the coin of the capital.");
        }
        if (targets.GroupBy(t => t.Pair).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Refused("ORC-DCA-002", $"{twice.Key.Symbol} is a target twice.");
        if (targets.Sum(t => t.Share) is var sum && sum > 1m)
            throw Refused("ORC-DCA-002", $"The shares sum to {sum}: use at most 1.");
        return [.. targets];
    }

    static Money CheckAmount(Money amount, Asset asset, string what) =>
        amount.Asset == asset && amount.Amount is >= 0m and <= LargestAmount
            ? amount
            : throw Refused("ORC-DCA-003", $"{amount} is refused as the {what}: use 0 to {LargestAmount} {asset}.");

    static DomainException Refused(string code, FormattableString message) =>
        new(code, message.ToString(CultureInfo.InvariantCulture));
}
