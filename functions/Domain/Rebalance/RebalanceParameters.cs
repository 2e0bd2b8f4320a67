using System.Globalization;
using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Rebalance;

/// <summary>What the core is held at, and when it is brought back there.</summary>
/// <param name="Targets">The pairs and their shares of the whole portfolio; 1 to 20, together at most 1.</param>
public sealed record RebalanceParameters(IReadOnlyList<RebalanceTarget> Targets)
{
    /// <summary>Time between two rebalances by the calendar: 90 days.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How far a share may be from its target: 0.10 of the portfolio.</summary>
    public decimal MaxDrift { get; init; } = 0.10m;

    /// <summary>Trades below this share of the portfolio are skipped: 0.05.</summary>
    public decimal MinTrade { get; init; } = 0.05m;

    /// <summary>The most one trade may be of the portfolio: 0.20. What is more is left to a later rebalance.</summary>
    public decimal MaxTrade { get; init; } = 0.20m;

    /// <summary>How long after the first look nothing is done: 30 days, in which the capital is deployed by its plan.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromDays(30);

    /// <summary>This, when every number is in its range.</summary>
    /// <exception cref="DomainException">ORC-REBALANCE-001: a number is not.</exception>
    public RebalanceParameters Checked()
    {
        Check(Targets.Count is >= 1 and <= 20 && Targets.All(t => t.Share is > 0m and <= 1m)
            && Targets.Sum(t => t.Share) <= 1m && Targets.DistinctBy(t => t.Pair).Count() == Targets.Count
            && Targets.DistinctBy(t => t.Pair.Quote).Count() == 1,
            "targets", "1 to 20 different pairs of one quote coin, shares above 0, together at most 1");
        Check(Every >= TimeSpan.FromDays(1) && Every <= TimeSpan.FromDays(3650), "interval", "1 to 3650 days");
        Check(MaxDrift is > 0m and <= 1m, "drift", "above 0, at most 1");
        Check(MinTrade >= 0m && MinTrade <= MaxTrade && MaxTrade is > 0m and <= 1m, "trades", "0 <= least <= most <= 1");
        Check(Settling >= TimeSpan.Zero && Settling <= TimeSpan.FromDays(3650), "settling time", "0 to 3650 days");
        return this;
    }

    static void Check(bool holds, string what, string range)
    {
        if (!holds)
            throw new DomainException(
                "ORC-REBALANCE-001", string.Create(CultureInfo.InvariantCulture, $"The {what} of the rebalance: use {range}."));
    }
}

/// <summary>One target.</summary>
/// <param name="Pair">What is held, priced in the quote coin.</param>
/// <param name="Share">Of the whole portfolio; above 0, at most 1.</param>
public readonly record struct RebalanceTarget(Pair Pair, decimal Share);
