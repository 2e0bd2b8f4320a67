namespace Orchestrations.App.Paper;

/// <summary>How a market order's size is stated (<c>marketUnit</c>).</summary>
public enum MarketUnit
{
    /// <summary>In the base coin: buy 0.01 BTC.</summary>
    BaseCoin,

    /// <summary>In the quote coin: buy BTC for 500 USDT. What Bybit assumes for a spot market buy that does not say.</summary>
    QuoteCoin,
}
