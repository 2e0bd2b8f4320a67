using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Orders;

/// <summary>
/// A market order, fully decided and rounded to the instrument's rules. The size is always stated in the base coin
/// (<c>marketUnit=baseCoin</c>), so that what is bought does not depend on how the exchange reads the quote amount.
/// </summary>
/// <param name="ClientId">Our id, derived from the intent.</param>
/// <param name="Pair">What is traded.</param>
/// <param name="Side">The direction.</param>
/// <param name="Quantity">The size in the base coin; above zero.</param>
public sealed record OrderRequest(ClientOrderId ClientId, Pair Pair, OrderSide Side, Quantity Quantity)
{
    /// <summary>The market; spot unless set.</summary>
    public OrderCategory Category { get; init; } = OrderCategory.Spot;

    /// <summary>True when the order may only make a position smaller; of contracts only.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>Which position of a contract it is for; one-way unless set.</summary>
    public PositionIndex PositionIndex { get; init; } = PositionIndex.OneWay;
}
