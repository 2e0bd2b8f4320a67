using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>A stop as the exchange shows it.</summary>
/// <param name="Order">What it is now, with the trigger and size of the last change.</param>
/// <param name="OrderId">The exchange's id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When the exchange took it, UTC.</param>
/// <param name="Reason">Why it is gone; null otherwise.</param>
public sealed record StopSnapshot(
    StopOrder Order, string OrderId, StopStatus Status, DateTimeOffset CreatedAt, string? Reason = null)
{
    /// <summary>Our id.</summary>
    public ClientOrderId ClientId => Order.ClientId;
}
