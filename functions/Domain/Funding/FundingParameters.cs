using System.Globalization;

namespace Orchestrations.Domain.Funding;

/// <summary>The numbers of the funding cycle. The defaults are those the strategy was asked for with.</summary>
public sealed record FundingParameters
{
    /// <summary>The standard numbers.</summary>
    public static FundingParameters Standard { get; } = new();

    /// <summary>The annualised rate must be above this to enter: 0.10.</summary>
    public decimal MinAnnualRate { get; init; } = 0.10m;

    /// <summary>Contract and spot must be closer than this to enter, and an exit when they are not: 0.02.</summary>
    public decimal MaxBasis { get; init; } = 0.02m;

    /// <summary>How many of the last settlements must all have been positive to enter: 2.</summary>
    public int PositivePeriods { get; init; } = 2;

    /// <summary>How long a hedge is held at most: 14 days.</summary>
    public TimeSpan MaxHold { get; init; } = TimeSpan.FromDays(14);

    /// <summary>An exit when the annualised rate falls below this part of <see cref="MinAnnualRate"/>: 0.5.</summary>
    public decimal CompressionShare { get; init; } = 0.5m;

    /// <summary>The legs may differ by this share of the spot leg before they are made equal again: 0.02.</summary>
    public decimal MaxDrift { get; init; } = 0.02m;

    /// <summary>The part of the income that stays with the engine; the rest goes to the tactical reserve: 0.5.</summary>
    public decimal CompoundShare { get; init; } = 0.5m;

    /// <summary>This, when every number is in its range.</summary>
    /// <exception cref="DomainException">ORC-FUNDING-001: a number is not.</exception>
    public FundingParameters Checked()
    {
        Check(MinAnnualRate is >= 0m and <= 10m, "least annual rate", "0 to 10");
        Check(MaxBasis is > 0m and <= 0.5m, "largest basis", "above 0, at most 0.5");
        Check(PositivePeriods is >= 1 and <= 100, "positive periods", "1 to 100");
        Check(MaxHold >= TimeSpan.FromHours(1) && MaxHold <= TimeSpan.FromDays(3650), "holding time", "1 hour to 3650 days");
        Check(CompressionShare is >= 0m and <= 1m, "compression", "0 to 1");
        Check(MaxDrift is > 0m and <= 0.5m, "drift", "above 0, at most 0.5");
        Check(CompoundShare is >= 0m and <= 1m, "compounded part", "0 to 1");
        return this;
    }

    static void Check(bool holds, string what, string range)
    {
        if (!holds)
            throw new DomainException(
                "ORC-FUNDING-001", string.Create(CultureInfo.InvariantCulture, $"The {what} of the funding cycle: use {range}."));
    }
}
