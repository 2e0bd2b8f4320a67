using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>A position in a contract as the exchange shows it (one-way mode).</summary>
/// <param name="Pair">The contract.</param>
/// <param name="Size">In base units: plus long, minus short, never zero.</param>
/// <param name="Entry">The average price of what is open.</param>
/// <param name="Mark">The mark price it is valued at.</param>
/// <param name="Liquidation">The price at which it would be closed by force, an estimate; null when there is none.</param>
/// <param name="UnrealisedPnl">Size × (mark − entry), in the quote coin.</param>
/// <param name="Leverage">The leverage it was opened with.</param>
/// <param name="DeleverageRank">
/// How near the front of the queue for forced reduction it is: 0 (none) to 5 (next), <c>adlRankIndicator</c>.
/// </param>
public sealed record Position(
    Pair Pair,
    decimal Size,
    Price Entry,
    Price Mark,
    Price? Liquidation,
    Money UnrealisedPnl,
    decimal Leverage,
    int DeleverageRank)
{
    /// <summary>True when it gains with the price.</summary>
    public bool IsLong => Size > 0m;

    /// <summary>The size without its sign.</summary>
    public Quantity Quantity => new(Math.Abs(Size), Pair.Base);
}
