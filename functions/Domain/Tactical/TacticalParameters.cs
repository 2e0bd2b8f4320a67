using System.Globalization;
using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Tactical;

/// <summary>The numbers of the tactical reserve. The defaults are those it was asked for with.</summary>
public sealed record TacticalParameters
{
    /// <summary>The standard numbers.</summary>
    public static TacticalParameters Standard { get; } = new();

    /// <summary>A fall from the all-time high that scores 2: 0.50.</summary>
    public decimal Crash { get; init; } = 0.50m;

    /// <summary>A fall from the all-time high that scores 3 instead: 0.70.</summary>
    public decimal DeepCrash { get; init; } = 0.70m;

    /// <summary>A fear and greed index, 0 to 100, that scores 2 at or below it: 20.</summary>
    public int ExtremeFear { get; init; } = 20;

    /// <summary>A funding rate that scores 1 when every settlement of <see cref="CapitulationDays"/> was below it: -0.0005.</summary>
    public decimal CapitulationRate { get; init; } = -0.0005m;

    /// <summary>How long it must have been: 3 days.</summary>
    public int CapitulationDays { get; init; } = 3;

    /// <summary>The least score to deploy at: 3.</summary>
    public int MinScore { get; init; } = 3;

    /// <summary>The part of the reserve that the first deployment uses: 0.5. The second uses the rest.</summary>
    public decimal FirstShare { get; init; } = 0.5m;

    /// <summary>Time between two deployments: 30 days.</summary>
    public TimeSpan Apart { get; init; } = TimeSpan.FromDays(30);

    /// <summary>A gain at which a position goes back to the core: 1.00, a doubling.</summary>
    public decimal ProfitTarget { get; init; } = 1.00m;

    /// <summary>How long a position is held at most: 365 days.</summary>
    public TimeSpan MaxHold { get; init; } = TimeSpan.FromDays(365);

    /// <summary>How many orders a deployment is cut into: 6.</summary>
    public int Slices { get; init; } = 6;

    /// <summary>Time between two of them: 1 hour.</summary>
    public TimeSpan SliceEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What is bought: BTC 0.80, ETH 0.20. The shares sum to one.</summary>
    public IReadOnlyList<TacticalTarget> Targets { get; init; } =
        [new(Pair.Parse("BTCUSDT"), 0.80m), new(Pair.Parse("ETHUSDT"), 0.20m)];

    /// <summary>The pair whose fall is measured: BTCUSDT.</summary>
    public Pair Gauge { get; init; } = Pair.Parse("BTCUSDT");

    /// <summary>This, when every number is in its range.</summary>
    /// <exception cref="DomainException">ORC-TACTICAL-001: a number is not.</exception>
    public TacticalParameters Checked()
    {
        Check(Crash > 0m && Crash < DeepCrash && DeepCrash < 1m, "crash levels", "0 < crash < deep crash < 1");
        Check(ExtremeFear is >= 0 and <= 100, "extreme fear", "0 to 100");
        Check(CapitulationRate is < 0m and >= -1m && CapitulationDays is >= 1 and <= 30, "capitulation", "below 0; 1 to 30 days");
        Check(MinScore is >= 1 and <= 6, "least score", "1 to 6");
        Check(FirstShare is > 0m and <= 1m, "first part", "above 0, at most 1");
        Check(Apart >= TimeSpan.FromDays(1) && Apart <= TimeSpan.FromDays(3650), "time between deployments", "1 to 3650 days");
        Check(ProfitTarget is > 0m and <= 100m, "profit target", "above 0, at most 100");
        Check(MaxHold >= TimeSpan.FromDays(1) && MaxHold <= TimeSpan.FromDays(3650), "holding time", "1 to 3650 days");
        Check(Slices is >= 1 and <= 100 && SliceEvery >= TimeSpan.FromMinutes(1) && SliceEvery <= TimeSpan.FromDays(1)
            && SliceEvery * Slices < Apart, "slices", "1 to 100, 1 minute to 1 day apart, together less than between deployments");
        Check(Targets.Count is >= 1 and <= 20 && Targets.All(t => t.Share > 0m) && Targets.Sum(t => t.Share) == 1m
            && Targets.DistinctBy(t => t.Pair).Count() == Targets.Count, "targets", "different pairs whose shares sum to 1");
        return this;
    }

    static void Check(bool holds, string what, string range)
    {
        if (!holds)
            throw new DomainException(
                "ORC-TACTICAL-001", string.Create(CultureInfo.InvariantCulture, $"The {what} of the tactical reserve: use {range}."));
    }
}

/// <summary>One target of a deployment.</summary>
/// <param name="Pair">What is bought.</param>
/// <param name="Share">Of the deployment; above 0, at most 1.</param>
public readonly record struct TacticalTarget(Pair Pair, decimal Share);
