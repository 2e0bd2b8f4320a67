using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Orders;

/// <summary>One execution of an order. The execution id is unique at the exchange and keys the ledger posting.</summary>
/// <param name="ExecutionId">The exchange's id of this execution.</param>
/// <param name="ClientId">Our id of the order.</param>
/// <param name="Pair">What was traded.</param>
/// <param name="Side">The direction.</param>
/// <param name="Quantity">The size filled, before the fee.</param>
/// <param name="Price">The price it filled at.</param>
/// <param name="Fee">What was charged, in the coin it was charged in (a spot buy pays in the base coin). Negative for a rebate.</param>
/// <param name="Time">When, UTC, by the exchange's clock.</param>
public sealed record Fill(
    string ExecutionId,
    ClientOrderId ClientId,
    Pair Pair,
    OrderSide Side,
    Quantity Quantity,
    Price Price,
    Money Fee,
    DateTimeOffset Time)
{
    /// <summary>Price times size, in the quote coin, before the fee.</summary>
    public Money Notional => Price * Quantity;
}
