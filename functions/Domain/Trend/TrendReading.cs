using System.Globalization;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Indicators;
using Orchestrations.Domain.Market;

namespace Orchestrations.Domain.Trend;

/// <summary>What the trend strategy sees at the close of a bar. Nothing later enters into it.</summary>
/// <param name="Pair">What is priced in what.</param>
/// <param name="ClosedAt">When the last bar closed, UTC.</param>
/// <param name="Close">Its close, in quote units per base unit.</param>
/// <param name="FastAverage">Mean of the last closes, short.</param>
/// <param name="SlowAverage">Mean of the last closes, long.</param>
/// <param name="Adx">Strength of the trend, 0 to 100.</param>
/// <param name="Atr">Average true range, in quote units per base unit.</param>
/// <param name="Volume">What the last bar traded, in base units.</param>
/// <param name="VolumeAverage">The mean of that over the last bars.</param>
public sealed record TrendReading(
    Pair Pair,
    DateTimeOffset ClosedAt,
    decimal Close,
    decimal FastAverage,
    decimal SlowAverage,
    decimal Adx,
    decimal Atr,
    decimal Volume,
    decimal VolumeAverage)
{
    /// <summary>How many bars a reading needs: until every figure is settled (see <see cref="IIndicator.Settled"/>).</summary>
    public static int BarsNeeded(TrendParameters parameters) => new[]
    {
        parameters.SlowLength, parameters.VolumeLength,
        new Adx(parameters.AdxLength).Settled, new Atr(parameters.AtrLength).Settled,
    }.Max();

    /// <summary>Reads closed bars. The same last <see cref="BarsNeeded"/> bars give the same reading, whatever came before.</summary>
    /// <param name="bars">Closed bars of one pair, oldest first, without gaps in time or with: a gap counts as no bar.</param>
    /// <param name="parameters">The lengths.</param>
    /// <exception cref="DomainException">ORC-TREND-002: too few bars, or they are not of one pair in order of time.</exception>
    public static TrendReading Of(IReadOnlyList<Bar> bars, TrendParameters parameters)
    {
        var needed = BarsNeeded(parameters);
        if (bars.Count < needed)
            throw new DomainException("ORC-TREND-002", string.Create(
                CultureInfo.InvariantCulture, $"The trend strategy needs {needed} bars; there are {bars.Count}."));
        Sma fast = new(parameters.FastLength), slow = new(parameters.SlowLength), volume = new(parameters.VolumeLength);
        Atr atr = new(parameters.AtrLength);
        Adx adx = new(parameters.AdxLength);
        var longest = Math.Max(parameters.SlowLength, parameters.VolumeLength);
        for (var i = bars.Count - needed; i < bars.Count; i++)
        {
            var bar = bars[i];
            if (bar.Pair != bars[^1].Pair || (i > bars.Count - needed && bar.OpenTime <= bars[i - 1].OpenTime))
                throw new DomainException("ORC-TREND-002", $"The bar of {bar.Pair} at {bar.OpenTime:O} is out of its order.");
            var (high, low, close) = ((double)bar.High, (double)bar.Low, (double)bar.Close);
            atr.Add(high, low, close);
            adx.Add(high, low);
            if (i < bars.Count - longest)
                continue;
            fast.Add(bar.Close);
            slow.Add(bar.Close);
            volume.Add(bar.Volume);
        }
        var last = bars[^1];
        return new TrendReading(
            last.Pair, last.CloseTime, last.Close, fast.Value, slow.Value, (decimal)adx.Value, (decimal)atr.Value,
            last.Volume, volume.Value);
    }
}
