using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.Domain.Capital;

/// <summary>The conditions of an increase in numbers, and how it is shared out.</summary>
public sealed record CapitalParameters
{
    /// <summary>The standard numbers.</summary>
    public static CapitalParameters Standard { get; } = new();

    /// <summary>The drawdown must be below this: 0.10.</summary>
    public decimal MaxDrawdown { get; init; } = 0.10m;

    /// <summary>The error rate must be below this: 0.01.</summary>
    public decimal MaxErrorRate { get; init; } = 0.01m;

    /// <summary>Time without an error: 7 days.</summary>
    public TimeSpan CleanFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How an increase is shared out: CORE 0.60, TREND 0.20, FUNDING 0.15, TACTICAL 0.05. The shares sum to one.</summary>
    public IReadOnlyList<CapitalShare> Shares { get; init; } =
    [
        new(PortfolioEngine.Core, 0.60m), new(PortfolioEngine.Trend, 0.20m),
        new(PortfolioEngine.Funding, 0.15m), new(PortfolioEngine.Tactical, 0.05m),
    ];

    /// <summary>Shares an amount out. The parts sum to it exactly: what rounding leaves over goes to the first.</summary>
    /// <returns>The parts that are above zero.</returns>
    public IReadOnlyList<CapitalPart> Split(Money amount)
    {
        const decimal smallest = 0.00000001m;
        var parts = Shares.Select(share => new CapitalPart(share.Engine, (amount * share.Share).RoundDown(smallest))).ToList();
        var left = amount - parts.Aggregate(Money.Zero(amount.Asset), (sum, part) => sum + part.Amount);
        parts[0] = parts[0] with { Amount = parts[0].Amount + left };
        return [.. parts.Where(part => part.Amount.IsPositive)];
    }

    /// <summary>This, when every number is in its range.</summary>
    /// <exception cref="DomainException">ORC-CAPITAL-001: a number is not.</exception>
    public CapitalParameters Checked()
    {
        Check(MaxDrawdown is > 0m and <= 1m, "largest drawdown", "above 0, at most 1");
        Check(MaxErrorRate is > 0m and <= 1m, "largest error rate", "above 0, at most 1");
        Check(CleanFor >= TimeSpan.Zero && CleanFor <= TimeSpan.FromDays(365), "time without error", "0 to 365 days");
        Check(Shares.Count >= 1 && Shares.All(s => s.Share >= 0m) && Shares.Sum(s => s.Share) == 1m
            && Shares.DistinctBy(s => s.Engine).Count() == Shares.Count, "shares", "each engine once, together 1");
        return this;
    }

    static void Check(bool holds, string what, string range)
    {
        if (!holds)
            throw new DomainException(
                "ORC-CAPITAL-001", string.Create(CultureInfo.InvariantCulture, $"The {what} of capital increases: use {range}."));
    }
}

/// <summary>An engine's share of an increase.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Share">0 to 1.</param>
public readonly record struct CapitalShare(PortfolioEngine Engine, decimal Share);

/// <summary>An engine's part of an increase.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Amount">Above zero.</param>
public readonly record struct CapitalPart(PortfolioEngine Engine, Money Amount);
