namespace Orchestrations.Domain.Trend;

/// <summary>Whether a reading is an entry, condition by condition.</summary>
/// <param name="AboveSlowAverage">The close is above the slow average.</param>
/// <param name="AveragesRising">The fast average is above the slow one.</param>
/// <param name="TrendIsStrong">The directional index is above its least.</param>
/// <param name="VolumeConfirms">The volume is above its least multiple of the average.</param>
public sealed record TrendEntry(bool AboveSlowAverage, bool AveragesRising, bool TrendIsStrong, bool VolumeConfirms)
{
    /// <summary>True when every condition holds.</summary>
    public bool Enters => AboveSlowAverage && AveragesRising && TrendIsStrong && VolumeConfirms;

    /// <summary>Decides. Each condition is strict: at its limit it does not hold.</summary>
    public static TrendEntry Decide(TrendReading reading, TrendParameters parameters) => new(
        reading.Close > reading.SlowAverage,
        reading.FastAverage > reading.SlowAverage,
        reading.Adx > parameters.MinAdx,
        reading.Volume > reading.VolumeAverage * parameters.MinVolume);
}
