namespace Orchestrations.Domain.Tactical;

/// <summary>How much of a crisis it is. What is not known scores nothing.</summary>
/// <param name="Drawdown">The fall from the all-time high, 0 to 1.</param>
/// <param name="FromDrawdown">0, 2 or 3.</param>
/// <param name="FromFear">0 or 2.</param>
/// <param name="FromFunding">0 or 1.</param>
public sealed record CrisisScore(decimal Drawdown, int FromDrawdown, int FromFear, int FromFunding)
{
    /// <summary>The sum: 0 to 6.</summary>
    public int Total => FromDrawdown + FromFear + FromFunding;

    /// <summary>Scores a reading.</summary>
    public static CrisisScore Of(CrisisReading reading, TacticalParameters parameters)
    {
        var drawdown = Math.Max(0m, 1m - reading.Price.Value / reading.AllTimeHigh.Value);
        return new CrisisScore(
            drawdown,
            drawdown >= parameters.DeepCrash ? 3 : drawdown >= parameters.Crash ? 2 : 0,
            reading.FearGreed <= parameters.ExtremeFear ? 2 : 0,
            Capitulates(reading, parameters) ? 1 : 0);
    }

    static bool Capitulates(CrisisReading reading, TacticalParameters parameters)
    {
        var from = reading.Now - TimeSpan.FromDays(parameters.CapitulationDays);
        var rates = reading.Rates.Where(rate => rate.Time > from && rate.Time <= reading.Now).ToList();
        // Every day must be covered: rates that are missing prove nothing.
        var days = rates.Select(rate => (int)((reading.Now - rate.Time).Ticks / TimeSpan.TicksPerDay)).Distinct().Count();
        return days == parameters.CapitulationDays && rates.All(rate => rate.Rate < parameters.CapitulationRate);
    }
}
