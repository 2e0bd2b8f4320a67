namespace Orchestrations.Domain.Breaker;

/// <summary>One valuation of the portfolio.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Value">What everything is worth, open profits and losses included, in the quote coin.</param>
/// <param name="Capital">What was brought in so far less what was taken out: moving money is no profit and no loss.</param>
public sealed record BreakerTick(DateTimeOffset Time, decimal Value, decimal Capital);
