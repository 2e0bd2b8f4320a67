using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>
/// A protective stop that lives at the exchange: a reduce-only market order that is sent when the mark price reaches the
/// trigger. It binds no margin, and it is never filled better than the market is then.
/// </summary>
/// <param name="ClientId">Our id, derived from the intent.</param>
/// <param name="Pair">The contract.</param>
/// <param name="Side">Sell protects a long and triggers on the way down; Buy protects a short and triggers on the way up.</param>
/// <param name="Quantity">The most it closes, in the base coin; above zero.</param>
/// <param name="Trigger">The mark price that sets it off; on the tick.</param>
public sealed record StopOrder(ClientOrderId ClientId, Pair Pair, OrderSide Side, Quantity Quantity, Price Trigger);
