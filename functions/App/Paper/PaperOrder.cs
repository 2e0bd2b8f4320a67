using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>A market order as Bybit's order/create takes it.</summary>
/// <param name="ClientId">The <c>orderLinkId</c>.</param>
/// <param name="Pair">What is traded.</param>
/// <param name="Side">The direction.</param>
/// <param name="Size">How much, in the unit.</param>
/// <param name="Unit">Which coin the size is in.</param>
public sealed record PaperOrder(ClientOrderId ClientId, Pair Pair, OrderSide Side, decimal Size, MarketUnit Unit);
