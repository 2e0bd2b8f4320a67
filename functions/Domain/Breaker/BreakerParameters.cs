using System.Globalization;

namespace Orchestrations.Domain.Breaker;

/// <summary>The numbers of the breaker.</summary>
public sealed record BreakerParameters
{
    /// <summary>The standard numbers.</summary>
    public static BreakerParameters Standard { get; } = new();

    /// <summary>The drawdowns at which levels 1 to 4 begin, as shares of the peak: 0.10, 0.15, 0.20, 0.25.</summary>
    public IReadOnlyList<decimal> Thresholds { get; init; } = [0.10m, 0.15m, 0.20m, 0.25m];

    /// <summary>How slowly the smoothed drawdown follows: 30 minutes.</summary>
    public TimeSpan Smoothing { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How far below its threshold the drawdown must be before a level is left: 0.02.</summary>
    public decimal Hysteresis { get; init; } = 0.02m;

    /// <summary>How long it must have been there without a break: 24 hours. Each level is left on its own.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromHours(24);

    /// <summary>This, when every number is in its range.</summary>
    /// <exception cref="DomainException">ORC-BREAKER-001: a number is not.</exception>
    public BreakerParameters Checked()
    {
        Check(Thresholds.Count == 4 && Thresholds[0] > 0m && Thresholds[3] < 1m
            && Thresholds.Zip(Thresholds.Skip(1), (a, b) => a < b).All(rises => rises),
            "thresholds", "four shares that rise, above 0 and below 1");
        Check(Hysteresis >= 0m && Hysteresis < Thresholds[0], "hysteresis", "0 to less than the first threshold");
        Check(Smoothing >= TimeSpan.Zero && Smoothing <= TimeSpan.FromDays(7), "smoothing", "0 to 7 days");
        Check(Cooldown >= TimeSpan.Zero && Cooldown <= TimeSpan.FromDays(365), "cool-down", "0 to 365 days");
        return this;
    }

    static void Check(bool holds, string what, string range)
    {
        if (!holds)
            throw new DomainException(
                "ORC-BREAKER-001", string.Create(CultureInfo.InvariantCulture, $"The {what} of the breaker: use {range}."));
    }
}
