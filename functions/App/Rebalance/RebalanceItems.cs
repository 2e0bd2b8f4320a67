using System.Text.Json.Serialization;
using Orchestrations.App.Orders;

namespace Orchestrations.App.Rebalance;

/// <summary>What is remembered between runs, stored under <c>state</c>; the head that serialises decisions.</summary>
/// <param name="FirstLook">When the core was first looked at, UTC.</param>
/// <param name="Last">The last rebalance, UTC; null for none.</param>
sealed record RebalanceStateItem(DateTimeOffset FirstLook, DateTimeOffset? Last);

/// <summary>A run's decision, stored under <c>decision-&lt;run&gt;</c>: a run decides once.</summary>
/// <param name="Now">The time it was decided for, UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="Total">What the portfolio was worth, in the quote coin.</param>
/// <param name="Trades">What to do.</param>
/// <param name="Skipped">What was too small.</param>
/// <param name="ClosedBy">What refuses entries now; null for nothing.</param>
/// <param name="Again">Orders of earlier runs without a known end: while there are any, nothing else is traded.</param>
sealed record RebalanceDecisionItem(
    DateTimeOffset Now, string Reason, decimal Total, IReadOnlyList<RebalanceTradeItem> Trades,
    IReadOnlyList<RebalanceTradeItem> Skipped, string? ClosedBy, IReadOnlyList<OrderInput> Again)
{
    /// <summary>When its orders are too late, UTC: the next run has decided by then. Null in decisions of older versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NotAfter { get; init; }
}

/// <summary>One trade, as stored and audited; amounts in the quote coin.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Side">Sell or Buy.</param>
/// <param name="Amount">How much.</param>
/// <param name="Drift">The share less its target.</param>
sealed record RebalanceTradeItem(string Symbol, string Side, decimal Amount, decimal Drift);
