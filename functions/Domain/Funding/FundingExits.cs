namespace Orchestrations.Domain.Funding;

/// <summary>Decides whether a hedge is closed. The first reason in the order of <see cref="FundingExit"/> is given.</summary>
public static class FundingExits
{
    /// <summary>Decides.</summary>
    /// <param name="openedAt">When both legs stood, UTC.</param>
    /// <param name="reading">What is seen; its time is now.</param>
    /// <param name="parameters">The numbers.</param>
    public static FundingExit Decide(DateTimeOffset openedAt, FundingReading reading, FundingParameters parameters)
    {
        if (reading.Rate < 0m)
            return FundingExit.NegativeRate;
        if (Math.Abs(reading.Basis) >= parameters.MaxBasis)
            return FundingExit.WideBasis;
        if (reading.Time - openedAt >= parameters.MaxHold)
            return FundingExit.HeldLongEnough;
        return reading.AnnualRate < parameters.MinAnnualRate * parameters.CompressionShare
            ? FundingExit.Compressed
            : FundingExit.None;
    }
}
