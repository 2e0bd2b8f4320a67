namespace Orchestrations.App.MarketData.Synthetic;

/// <summary>The shape of the synthetic market.</summary>
public sealed record SyntheticMarketDataOptions
{
    /// <summary>Prices on 1 January 2024 by symbol, in quote units; other pairs start at <see cref="OtherBasePrice"/>.</summary>
    public IReadOnlyDictionary<string, decimal> BasePrices { get; init; } = new Dictionary<string, decimal>
    {
        ["BTCUSDT"] = 60_000m,
        ["ETHUSDT"] = 3_000m,
    };

    /// <summary>The price on 1 January 2024 of every other pair, in quote units; above zero.</summary>
    public decimal OtherBasePrice { get; init; } = 100m;

    /// <summary>The standard deviation of the logarithm of the price over a year: 0.6 is 60 %. Zero or more, at most 3.</summary>
    public double AnnualVolatility { get; init; } = 0.6;

    /// <summary>How long a price stands before the next; above zero, and the day is a multiple of it.</summary>
    public TimeSpan Bucket { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The half-spread, in basis points of the price; zero or more.</summary>
    public decimal HalfSpreadBasisPoints { get; init; } = 1m;

    /// <summary>Prices are multiples of this, in quote units; above zero.</summary>
    public decimal TickSize { get; init; } = 0.01m;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(OtherBasePrice);
        ArgumentOutOfRangeException.ThrowIfNegative(AnnualVolatility);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(AnnualVolatility, 3.0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Bucket, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNotEqual(TimeSpan.TicksPerDay % Bucket.Ticks, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(HalfSpreadBasisPoints);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(TickSize);
    }
}
