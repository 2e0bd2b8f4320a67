using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Orders;

/// <summary>Where an order goes and what it is sized by: the spot market or the contracts.</summary>
/// <param name="spot">The spot market.</param>
/// <param name="contracts">The contracts.</param>
/// <param name="market">Spot prices.</param>
/// <param name="contractMarket">Contract prices.</param>
public sealed class OrderVenue(IExchange spot, IPerpetuals contracts, IMarketData market, IPerpetualMarket contractMarket)
{
    /// <summary>The market's orders.</summary>
    public IOrders Of(OrderCategory category) => category == OrderCategory.Linear ? contracts : spot;

    /// <summary>The market's best prices now.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    public async Task<Quote> QuoteAsync(OrderCategory category, Pair pair, CancellationToken cancellation) =>
        category == OrderCategory.Linear
            ? (await contractMarket.GetTickerAsync(pair, cancellation)).Quote
            : await market.GetQuoteAsync(pair, cancellation);

    /// <summary>The size of an intent by the market's rules and prices now.</summary>
    /// <param name="category">The market.</param>
    /// <param name="intent">What to trade.</param>
    /// <param name="size">How much of it: the intent's size, or less.</param>
    /// <param name="reduceOnly">True when it may only make a position smaller.</param>
    /// <param name="cancellation">Stops the queries.</param>
    /// <exception cref="UnknownInstrumentException">The market does not trade the pair.</exception>
    /// <exception cref="ExchangeUnavailableException">The rules could not be read; ask again.</exception>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    public async Task<OrderSize> SizeAsync(
        OrderCategory category, OrderIntent intent, Money size, bool reduceOnly, CancellationToken cancellation)
    {
        if (category == OrderCategory.Linear)
        {
            var contract = await contracts.GetInstrumentAsync(intent.Pair, cancellation);
            var ticker = await contractMarket.GetTickerAsync(intent.Pair, cancellation);
            return PerpetualSizing.For(intent.Side, size, ticker.Quote, contract, reduceOnly);
        }
        var instrument = await spot.GetInstrumentAsync(intent.Pair, cancellation);
        var quote = await market.GetQuoteAsync(intent.Pair, cancellation);
        return OrderSizing.For(intent.Side, size, quote, instrument);
    }
}
