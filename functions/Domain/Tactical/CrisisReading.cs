using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Tactical;

/// <summary>What the tactical reserve sees.</summary>
/// <param name="Now">The time, UTC.</param>
/// <param name="Price">The gauge's price.</param>
/// <param name="AllTimeHigh">The highest price of the gauge known by now.</param>
/// <param name="FearGreed">The fear and greed index of today, 0 to 100; null when it is not known.</param>
/// <param name="Rates">The gauge's settled funding rates of the last days with their times, any order; possibly none.</param>
public sealed record CrisisReading(
    DateTimeOffset Now, Price Price, Price AllTimeHigh, int? FearGreed, IReadOnlyList<SettledRate> Rates);

/// <summary>A settled funding rate.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Rate">As a share for one interval.</param>
public readonly record struct SettledRate(DateTimeOffset Time, decimal Rate);
