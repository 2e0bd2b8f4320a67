namespace Orchestrations.Domain.Capital;

/// <summary>The conditions of an increase, besides a person's yes. Each is strict where the wish says "less than".</summary>
/// <param name="DrawdownIsSmall">Below the limit.</param>
/// <param name="BreakerIsNormal">No level is on.</param>
/// <param name="ErrorsAreRare">The error rate is below the limit.</param>
/// <param name="ErrorIsLongAgo">The last error is at least as long ago as asked.</param>
/// <param name="MoneyIsThere">The exchange holds the amount unassigned.</param>
public sealed record CapitalConditions(
    bool DrawdownIsSmall, bool BreakerIsNormal, bool ErrorsAreRare, bool ErrorIsLongAgo, bool MoneyIsThere)
{
    /// <summary>True when every condition holds.</summary>
    public bool Hold => DrawdownIsSmall && BreakerIsNormal && ErrorsAreRare && ErrorIsLongAgo && MoneyIsThere;

    /// <summary>Judges a reading.</summary>
    public static CapitalConditions Of(CapitalReading reading, CapitalParameters parameters) => new(
        reading.Drawdown < parameters.MaxDrawdown,
        reading.BreakerIsNormal,
        reading.ErrorRate < parameters.MaxErrorRate,
        reading.SinceError is not { } since || since >= parameters.CleanFor,
        reading.Unassigned >= reading.Wanted);
}
