namespace Orchestrations.App.Dca;

/// <summary>One target as stored and as in HTTP bodies.</summary>
/// <param name="Symbol">The pair, such as BTCUSDT.</param>
/// <param name="Share">The share of the capital: above 0, at most 1.</param>
public sealed record DcaTargetItem(string Symbol, decimal Share);
