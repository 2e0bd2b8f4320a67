using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Orders;

/// <summary>An order as the exchange shows it.</summary>
/// <param name="ClientId">Our id.</param>
/// <param name="OrderId">The exchange's id.</param>
/// <param name="Pair">What is traded.</param>
/// <param name="Side">The direction.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Quantity">The size asked for.</param>
/// <param name="Filled">The size filled so far.</param>
/// <param name="CreatedAt">When the exchange took it, UTC.</param>
/// <param name="RejectReason">The exchange's reason when it was rejected or cancelled by it; otherwise null.</param>
public sealed record OrderSnapshot(
    ClientOrderId ClientId,
    string OrderId,
    Pair Pair,
    OrderSide Side,
    OrderStatus Status,
    Quantity Quantity,
    Quantity Filled,
    DateTimeOffset CreatedAt,
    string? RejectReason = null)
{
    /// <summary>True when nothing more can be filled.</summary>
    public bool IsFinal => Status is not (OrderStatus.New or OrderStatus.PartiallyFilled);
}
