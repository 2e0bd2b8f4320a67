namespace Orchestrations.Local.Simulation;

/// <summary>What an engine is asked to reach before it is trusted with money, and whether it did.</summary>
/// <param name="Engine">The engine's code.</param>
/// <param name="Figure">winRate, profitFactor or maxDrawdownPct.</param>
/// <param name="Asked">The bound, as written: "≥ 0.35".</param>
/// <param name="Value">What was reached; null where there is nothing to measure, or nothing was ever lost.</param>
/// <param name="Met">True when it was reached; false also when nothing was traded.</param>
sealed record PassCriterion(string Engine, string Figure, string Asked, decimal? Value, bool Met)
{
    /// <summary>The criteria of the engines that have some, in order.</summary>
    public static IReadOnlyList<PassCriterion> Of(IReadOnlyDictionary<string, EngineReport> engines) =>
    [
        .. Bounds(engines, "TREND", 0.35m, 1.5m, 30m),
        .. Bounds(engines, "FUNDING", 0.90m, 2m, 5m),
    ];

    static IEnumerable<PassCriterion> Bounds(
        IReadOnlyDictionary<string, EngineReport> engines, string code, decimal winRate, decimal profitFactor, decimal drawdown)
    {
        if (!engines.TryGetValue(code, out var engine) || engine.Trades == 0)
            yield break;
        yield return new PassCriterion(
            code, "winRate", FormattableString.Invariant($"≥ {winRate:0.00}"), engine.WinRate, engine.WinRate >= winRate);
        // Trades that never lost have no factor: it is above any bound.
        yield return new PassCriterion(
            code, "profitFactor", FormattableString.Invariant($"≥ {profitFactor:0.0}"), engine.ProfitFactor,
            engine.ProfitFactor >= profitFactor || engine is { ProfitFactor: null, WinRate: > 0m });
        yield return new PassCriterion(
            code, "maxDrawdownPct", FormattableString.Invariant($"< {drawdown:0}"), engine.MaxDrawdownPct,
            engine.MaxDrawdownPct < drawdown);
    }
}
