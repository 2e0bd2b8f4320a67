using Orchestrations.App.RiskWatch;

namespace Orchestrations.App.Statistics;

/// <summary>
/// How the portfolio did over a range of days, as the risk watch valued it. Returns are time-weighted: what was paid in or out
/// is no profit. Figures over the range count the running day as it stands.
/// </summary>
/// <param name="Currency">What amounts are in.</param>
/// <param name="From">The first day of the range that was valued; null when none was.</param>
/// <param name="To">The last one.</param>
/// <param name="Return">What one unit of capital gained over the range: 0.05 is 5 per cent.</param>
/// <param name="Profit">What the portfolio gained, in the currency.</param>
/// <param name="Flow">What was paid in less what was taken out.</param>
/// <param name="MaxDrawdownPercent">The largest fall from a peak, 0 to 100.</param>
/// <param name="Sharpe">Against a rate of zero, annualised with 365 days; null below two days or without movement.</param>
/// <param name="Sortino">With a target of zero, annualised; null below two days or without a losing one.</param>
/// <param name="Calmar">Growth a year over the largest drawdown; null without a drawdown.</param>
/// <param name="Levels">The drawdowns at which the breaker's levels begin.</param>
/// <param name="Days">A page of the range, oldest first.</param>
/// <param name="Next">The <c>after</c> of the next page; null at the end.</param>
public sealed record StatisticsAnswer(
    string Currency, DateOnly? From, DateOnly? To, decimal Return, decimal Profit, decimal Flow, decimal MaxDrawdownPercent,
    double? Sharpe, double? Sortino, double? Calmar, IReadOnlyList<BreakerLevelLine> Levels, IReadOnlyList<StatisticsDay> Days,
    DateOnly? Next);

/// <summary>One day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Equity">What the portfolio was worth at its end, or last.</param>
/// <param name="Peak">What it would be worth at the highest return of the range, with the capital it has.</param>
/// <param name="DrawdownPercent">How far it is below that, 0 to 100.</param>
/// <param name="Return">The day's return: 0.01 is 1 per cent.</param>
/// <param name="Profit">The day's profit.</param>
/// <param name="Flow">What was paid in that day less what was taken out.</param>
/// <param name="Over">False for the running day.</param>
public sealed record StatisticsDay(
    DateOnly Day, decimal Equity, decimal Peak, decimal DrawdownPercent, decimal Return, decimal Profit, decimal Flow, bool Over);
