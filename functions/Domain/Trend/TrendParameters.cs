using System.Globalization;

namespace Orchestrations.Domain.Trend;

/// <summary>The numbers of the trend strategy. The defaults are those the strategy was asked for with.</summary>
public sealed record TrendParameters
{
    /// <summary>The standard numbers.</summary>
    public static TrendParameters Standard { get; } = new();

    /// <summary>Bars of the fast average: 50.</summary>
    public int FastLength { get; init; } = 50;

    /// <summary>Bars of the slow average: 200.</summary>
    public int SlowLength { get; init; } = 200;

    /// <summary>Bars of the directional index: 14.</summary>
    public int AdxLength { get; init; } = 14;

    /// <summary>The index must be above this: 25, of 100.</summary>
    public decimal MinAdx { get; init; } = 25m;

    /// <summary>Bars of the average true range: 14.</summary>
    public int AtrLength { get; init; } = 14;

    /// <summary>Bars of the volume's average: 20.</summary>
    public int VolumeLength { get; init; } = 20;

    /// <summary>The volume must be above this many times its average: 1.2.</summary>
    public decimal MinVolume { get; init; } = 1.2m;

    /// <summary>Average true ranges from the entry to the first stop: 2.</summary>
    public decimal InitialStop { get; init; } = 2m;

    /// <summary>Average true ranges from a close to the stop that trails it: 3.</summary>
    public decimal TrailingStop { get; init; } = 3m;

    /// <summary>What one trade may lose between entry and first stop, as a share of the equity: 0.01.</summary>
    public decimal RiskShare { get; init; } = 0.01m;

    /// <summary>The most a position may be, in times of the equity: 2.</summary>
    public decimal MaxLeverage { get; init; } = 2m;

    /// <summary>How long a position is held at most: 30 days.</summary>
    public TimeSpan MaxHold { get; init; } = TimeSpan.FromDays(30);

    /// <summary>This, when every number is in its range.</summary>
    /// <exception cref="DomainException">ORC-TREND-001: a number is not.</exception>
    public TrendParameters Checked()
    {
        Check(FastLength >= 1 && FastLength < SlowLength && SlowLength <= 1000, "lengths", "1 <= fast < slow <= 1000");
        Check(AdxLength is >= 2 and <= 100 && AtrLength is >= 2 and <= 100 && VolumeLength is >= 1 and <= 1000,
            "lengths of ADX, ATR and volume", "2 to 100, 2 to 100, 1 to 1000");
        Check(MinAdx is >= 0m and <= 100m, "least ADX", "0 to 100");
        Check(MinVolume is >= 0m and <= 100m, "least volume", "0 to 100 times the average");
        Check(InitialStop is > 0m and <= 20m && TrailingStop is > 0m and <= 20m, "stops", "above 0, at most 20 ATR");
        Check(RiskShare is > 0m and <= 0.1m, "risk of a trade", "above 0, at most 0.1 of the equity");
        Check(MaxLeverage is > 0m and <= 10m, "leverage", "above 0, at most 10");
        Check(MaxHold >= TimeSpan.FromDays(1) && MaxHold <= TimeSpan.FromDays(3650), "holding time", "1 to 3650 days");
        return this;
    }

    static void Check(bool holds, string what, string range)
    {
        if (!holds)
            throw new DomainException(
                "ORC-TREND-001", string.Create(CultureInfo.InvariantCulture, $"The {what} of the trend strategy: use {range}."));
    }
}
