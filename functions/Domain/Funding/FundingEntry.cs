namespace Orchestrations.Domain.Funding;

/// <summary>Whether a reading is an entry, condition by condition.</summary>
/// <param name="RateIsHigh">The annualised rate is above its least.</param>
/// <param name="BasisIsSmall">Contract and spot are closer than the most.</param>
/// <param name="RateHeld">Enough of the last settlements were known, and all were positive.</param>
public sealed record FundingEntry(bool RateIsHigh, bool BasisIsSmall, bool RateHeld)
{
    /// <summary>True when every condition holds.</summary>
    public bool Enters => RateIsHigh && BasisIsSmall && RateHeld;

    /// <summary>Decides. Each condition is strict: at its limit it does not hold.</summary>
    public static FundingEntry Decide(FundingReading reading, FundingParameters parameters) => new(
        reading.AnnualRate > parameters.MinAnnualRate,
        Math.Abs(reading.Basis) < parameters.MaxBasis,
        reading.Settled.Count >= parameters.PositivePeriods
            && reading.Settled.Skip(reading.Settled.Count - parameters.PositivePeriods).All(rate => rate > 0m));
}
