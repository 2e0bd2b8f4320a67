using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Orders;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Risk;

namespace Orchestrations.App.Risk;

/// <summary>Gathers what the risk rules look at, and asks them.</summary>
/// <param name="book">The rules.</param>
/// <param name="settings">The limits.</param>
/// <param name="stop">The emergency stop.</param>
/// <param name="background">What is remembered: breaker, kill switch, losses, open trades, correlations.</param>
/// <param name="exchange">The balances.</param>
/// <param name="market">The prices.</param>
/// <param name="venue">The prices of the order's market.</param>
/// <param name="time">The time.</param>
public sealed class RiskAssessment(
    RiskBook book, RiskSettings settings, EmergencyStop stop, RiskBackground background, IExchange exchange, IMarketData market,
    OrderVenue venue, TimeProvider time)
{
    /// <summary>What the breaker multiplies the size of an order with: 1, or less for entries while a level is on.</summary>
    public Task<decimal> SizeFactorAsync(string portfolio, OrderPurpose purpose, CancellationToken cancellation) =>
        background.SizeFactorAsync(portfolio, purpose, cancellation);

    /// <summary>
    /// What people or the breaker stopped by now: the first refusal of the rules that need neither prices nor balances; null when
    /// nothing stops the order.
    /// </summary>
    /// <param name="order">The order, as it is about to be sent.</param>
    /// <param name="sizedAt">The price it was sized at.</param>
    /// <param name="subject">Who orders, and what for.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<RiskVerdict?> StoppedAsync(
        OrderRequest order, Price sizedAt, RiskSubject subject, CancellationToken cancellation)
    {
        var state = await stop.GetAsync(cancellation);
        var (now, nothing) = (time.GetUtcNow(), Money.Zero(order.Pair.Quote));
        var context = new RiskContext(
            order, sizedAt, new Quote(sizedAt, sizedAt, sizedAt, now), [], nothing, nothing, settings.Limits,
            state.Active ? state.Reason : null, now);
        return RiskBook.Switches.Evaluate(await background.SwitchesAsync(context, subject, cancellation)).Refusal;
    }

    /// <summary>Asks every rule about an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="sizedAt">The price it was sized at.</param>
    /// <param name="subject">Who orders, and what for.</param>
    /// <param name="cancellation">Stops the queries.</param>
    /// <exception cref="ExchangeUnavailableException">The balances could not be read.</exception>
    /// <exception cref="MarketDataUnavailableException">The order's pair has no price.</exception>
    public async Task<RiskResult> AssessAsync(
        OrderRequest order, Price sizedAt, RiskSubject subject, CancellationToken cancellation)
    {
        // Before the balances: an order that ends meanwhile is then counted twice, not left out of both.
        var promised = await background.PromisedAsync(order, subject, cancellation);
        var state = await stop.GetAsync(cancellation);
        var quote = await venue.QuoteAsync(order.Category, order.Pair, cancellation);
        var balances = await exchange.GetBalancesAsync(cancellation);
        var cash = order.Pair.Quote;
        var equity = Money.Zero(cash);
        var position = Money.Zero(cash);
        var exposures = new List<(Asset Coin, Money Value)>();
        foreach (var balance in balances)
        {
            var value = balance.Asset == cash ? balance
                : balance.Asset == order.Pair.Base ? new Money(balance.Amount * quote.Mid.Value, cash)
                : await ValueAsync(balance, cash, cancellation);
            equity += value;
            if (balance.Asset == order.Pair.Base)
                position += value;
            if (balance.Asset != cash)
                exposures.Add((balance.Asset, value));
        }
        var context = new RiskContext(
            order, sizedAt, quote, balances, position, equity, settings.Limits,
            state.Active ? state.Reason : null, time.GetUtcNow());
        return book.Evaluate(await background.CompleteAsync(context, subject, promised, exposures, cancellation));
    }

    // A coin without a price counts as nothing: a smaller equity makes every limit stricter.
    async Task<Money> ValueAsync(Money balance, Asset cash, CancellationToken cancellation)
    {
        try
        {
            var quote = await market.GetQuoteAsync(new Pair(balance.Asset, cash), cancellation);
            return new Money(balance.Amount * quote.Mid.Value, cash);
        }
        catch (MarketDataUnavailableException)
        {
            return Money.Zero(cash);
        }
    }
}
