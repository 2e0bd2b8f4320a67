namespace Orchestrations.Domain.Performance;

/// <summary>One day of a portfolio.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Opening">The value at its beginning.</param>
/// <param name="Closing">The value at its end.</param>
/// <param name="Flow">What was brought in during the day, less what was taken out.</param>
/// <param name="Profit">Closing less opening less flow.</param>
/// <param name="Return">
/// Profit over opening plus flow: capital is taken to come at the beginning of the day. Zero when there was none.
/// </param>
/// <param name="Index">What one unit of capital from the first day's beginning has become, with all flows left out.</param>
/// <param name="DrawdownPercent">How far the index is below its highest, 0 to 100.</param>
public sealed record DailyStatistics(
    DateOnly Day, decimal Opening, decimal Closing, decimal Flow, decimal Profit, decimal Return, decimal Index,
    decimal DrawdownPercent);
