using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Rebalance;

/// <summary>What a rebalance is decided from.</summary>
/// <param name="Now">The time, UTC.</param>
/// <param name="FirstLook">When the core was first looked at, UTC: from then on the calendar counts.</param>
/// <param name="Last">The last rebalance, UTC; null when there was none.</param>
/// <param name="Total">What the whole portfolio is worth.</param>
/// <param name="Values">What the core holds of each pair's base coin, in the quote coin.</param>
public sealed record RebalanceReading(
    DateTimeOffset Now,
    DateTimeOffset FirstLook,
    DateTimeOffset? Last,
    Money Total,
    IReadOnlyList<RebalanceHolding> Values)
{
    /// <summary>What the core holds of a pair; zero when nothing.</summary>
    public Money ValueOf(Pair pair) => Values
        .Where(holding => holding.Pair == pair)
        .Aggregate(Money.Zero(pair.Quote), (sum, holding) => sum + holding.Value);
}

/// <summary>One holding of the core.</summary>
/// <param name="Pair">The pair it is priced by.</param>
/// <param name="Value">In the quote coin.</param>
public readonly record struct RebalanceHolding(Pair Pair, Money Value);
