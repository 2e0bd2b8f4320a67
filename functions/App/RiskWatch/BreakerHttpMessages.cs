using Orchestrations.Domain.Breaker;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.RiskWatch;

/// <summary>A page of the breaker's history.</summary>
/// <param name="Changes">Changes of level and releases, the newest first.</param>
/// <param name="Next">The <c>before</c> of the next page; null at the first change.</param>
public sealed record BreakerHistoryPage(IReadOnlyList<BreakerChange> Changes, long? Next);

/// <summary>How the breaker judges: its levels and how they are left.</summary>
/// <param name="Levels">Levels 1 to 4.</param>
/// <param name="Smoothing">How slowly the drawdown that counts follows.</param>
/// <param name="Hysteresis">How far below its threshold a level is left, as a share of the peak.</param>
/// <param name="Cooldown">How long the drawdown must have been there.</param>
public sealed record BreakerRules(IReadOnlyList<BreakerLevelLine> Levels, TimeSpan Smoothing, decimal Hysteresis, TimeSpan Cooldown)
{
    internal static BreakerRules Of(BreakerParameters parameters) => new(
        [.. parameters.Thresholds.Select((threshold, at) => BreakerLevelLine.Of((BreakerLevel)(at + 1), threshold))],
        parameters.Smoothing, parameters.Hysteresis, parameters.Cooldown);
}

/// <summary>One level of the breaker.</summary>
/// <param name="Level">1 to 4.</param>
/// <param name="Drawdown">Where it begins, as a share of the peak.</param>
/// <param name="SizeFactor">What the sizes of entries are multiplied with.</param>
/// <param name="StopFactor">What the distances of new stops are multiplied with.</param>
/// <param name="Entries">False when entries are refused.</param>
/// <param name="Closes">The engines whose positions are closed.</param>
/// <param name="Halts">True when only a person can release it.</param>
public sealed record BreakerLevelLine(
    int Level, decimal Drawdown, decimal SizeFactor, decimal StopFactor, bool Entries, IReadOnlyList<string> Closes, bool Halts)
{
    internal static BreakerLevelLine Of(BreakerLevel level, decimal threshold)
    {
        var actions = BreakerActions.Of(level);
        return new BreakerLevelLine(
            (int)level, threshold, actions.SizeFactor, actions.StopFactor, actions.Entries,
            [.. actions.Closes.Select(Account.EngineCode)], actions.Halts);
    }
}
