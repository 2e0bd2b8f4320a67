using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>How a market order's size is stated (<c>marketUnit</c>).</summary>
public enum MarketUnit
{
    /// <summary>In the base coin: buy 0.01 BTC.</summary>
    BaseCoin,

    /// <summary>In the quote coin: buy BTC for 500 USDT. What Bybit assumes for a spot market buy that does not say.</summary>
    QuoteCoin,
}

/// <summary>A market order as Bybit's order/create takes it.</summary>
/// <param name="ClientId">The <c>orderLinkId</c>.</param>
/// <param name="Pair">What is traded.</param>
/// <param name="Side">The direction.</param>
/// <param name="Size">How much, in the unit.</param>
/// <param name="Unit">Which coin the size is in.</param>
public sealed record PaperOrder(ClientOrderId ClientId, Pair Pair, OrderSide Side, decimal Size, MarketUnit Unit);

/// <summary>An answer as V5 gives it.</summary>
/// <param name="RetCode">0 for success; otherwise a code of <see cref="Exchange.BybitRetCodes"/>.</param>
/// <param name="RetMsg">The exchange's words.</param>
/// <param name="OrderId">The exchange's id of the order, when it was accepted.</param>
public sealed record PaperAnswer(int RetCode, string RetMsg, string? OrderId = null);
