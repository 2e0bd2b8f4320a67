namespace Orchestrations.App.RiskWatch;

/// <summary>A change of the breaker's level, or a release, as stored, audited and shown.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="From">The level before, 0 to 4.</param>
/// <param name="To">The level after.</param>
/// <param name="Value">What the portfolio was worth, in USDT.</param>
/// <param name="Peak">What it was measured against.</param>
/// <param name="Drawdown">The drawdown that counted, 0 to 1.</param>
/// <param name="Reason">A person's words for a release; otherwise which rule.</param>
public sealed record BreakerChange(
    long Number, DateTimeOffset Time, int From, int To, decimal Value, decimal Peak, decimal Drawdown, string Reason);
