namespace Orchestrations.App.Trend;

/// <summary>A run's decision with what it was made of, stored under <c>run-&lt;instance&gt;</c>: a run decides once. Also what is
/// audited.</summary>
/// <param name="Position">What was open, in the base coin.</param>
/// <param name="Trade">The trade as it was noted.</param>
/// <param name="Decided">What it will do.</param>
sealed record TrendDecisionItem(decimal Position, TrendTradeItem Trade, TrendDecided Decided);

/// <summary>How a run ended, stored under <c>end-&lt;instance&gt;</c> in one batch with the trade it left.</summary>
/// <param name="Result">What it came to.</param>
/// <param name="Gone">True when nothing is open any more and nothing may be filled yet.</param>
sealed record TrendEndItem(TrendRunResult Result, bool Gone);
