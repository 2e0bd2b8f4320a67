using Orchestrations.App.KillSwitch;
using Orchestrations.App.Ledger;
using Orchestrations.App.Orders;
using Orchestrations.App.RiskWatch;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Risk;

namespace Orchestrations.App.Risk;

/// <summary>What the risk rules look at beside the order, its price and the balances.</summary>
/// <param name="breakers">The breaker and the day.</param>
/// <param name="kill">The kill switch.</param>
/// <param name="losses">Recent losses.</param>
/// <param name="ledger">What the trading engines hold.</param>
/// <param name="correlations">How coins move together.</param>
/// <param name="promised">What orders under way may still spend or sell.</param>
/// <param name="time">The day.</param>
public sealed class RiskBackground(
    BreakerRepository breakers, KillSwitchRepository kill, LossMemory losses, LedgerRepository ledger, CoinCorrelations correlations,
    PromisedFunds promised, TimeProvider time)
{
    /// <summary>What the breaker multiplies the size of an order with.</summary>
    public async Task<decimal> SizeFactorAsync(string portfolio, OrderPurpose purpose, CancellationToken cancellation) =>
        purpose == OrderPurpose.Entry ? (await breakers.GetAsync(portfolio, cancellation)).Actions.SizeFactor : 1m;

    /// <summary>A context with what people and the breaker stopped.</summary>
    internal async Task<RiskContext> SwitchesAsync(RiskContext context, RiskSubject subject, CancellationToken cancellation) => context with
    {
        Purpose = subject.Purpose,
        Engine = subject.Engine,
        KillSwitch = await kill.GetAsync(cancellation) is { Active: true } killed ? killed.Reason : null,
        Breaker = (await breakers.GetAsync(subject.Portfolio, cancellation)).AsLevel,
    };

    /// <summary>
    /// What earlier orders of the engine may still give away of the coin that an order gives away; null for contracts, which give none.
    /// </summary>
    internal async Task<Money?> PromisedAsync(OrderRequest order, RiskSubject subject, CancellationToken cancellation) =>
        order.Category == OrderCategory.Linear
            ? null
            : await promised.OfAsync(
                subject.Portfolio, subject.Engine, order.Side == OrderSide.Buy ? order.Pair.Quote : order.Pair.Base, order.ClientId,
                cancellation);

    /// <summary>A context with everything in it.</summary>
    /// <param name="context">Order, prices, balances.</param>
    /// <param name="subject">Who orders, and what for.</param>
    /// <param name="given">What is promised, as it was before the balances were read.</param>
    /// <param name="exposures">What is held of each coin, in the quote coin.</param>
    /// <param name="cancellation">Stops the queries.</param>
    internal async Task<RiskContext> CompleteAsync(
        RiskContext context, RiskSubject subject, Money? given, IReadOnlyList<(Asset Coin, Money Value)> exposures,
        CancellationToken cancellation)
    {
        var pair = context.Order.Pair;
        var standing = await breakers.GetAsync(subject.Portfolio, cancellation);
        var killed = await kill.GetAsync(cancellation);
        var coins = new List<CoinExposure>();
        foreach (var (coin, value) in exposures)
            coins.Add(new CoinExposure(
                coin, value, await correlations.OfAsync(pair, new Pair(coin, pair.Quote), cancellation)));
        // The day that was valued last may be over: then where today began is not known yet.
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return context with
        {
            Purpose = subject.Purpose,
            Engine = subject.Engine,
            OthersCash = await OthersCashAsync(subject, pair.Quote, cancellation),
            Unpromised = await UnpromisedAsync(context.Order, subject, given, cancellation),
            Stop = subject.Stop,
            KillSwitch = killed.Active ? killed.Reason : null,
            Breaker = standing.AsLevel,
            DayStartEquity = standing.Day == today && standing.DayStart is { } start ? new Money(start, pair.Quote) : null,
            OpenTrades = await OpenTradesAsync(subject.Portfolio, pair.Quote, cancellation),
            LastLoss = await losses.LastAsync(subject.Portfolio, subject.Engine, pair, cancellation),
            Exposures = coins,
        };
    }

    // A sell is held against the books in any case: what the engine sold already, the account may still hold for others.
    async Task<Money?> UnpromisedAsync(OrderRequest order, RiskSubject subject, Money? given, CancellationToken cancellation) =>
        given is { } promises && (promises.IsPositive || order.Side == OrderSide.Sell)
            ? await ledger.BalanceAsync(
                subject.Portfolio, new Account(subject.Engine, AccountKind.Holdings), promises.Asset, cancellation) - promises
            : null;

    // An engine that spent more than it has counts as having none, not as giving some.
    async Task<Money> OthersCashAsync(RiskSubject subject, Asset cash, CancellationToken cancellation) =>
        (await ledger.BalancesAsync(subject.Portfolio, cancellation))
            .Where(b => b.Account.Kind == AccountKind.Holdings && b.Account.Engine != subject.Engine)
            .Where(b => b.Amount.Asset == cash && b.Amount.IsPositive)
            .Aggregate(Money.Zero(cash), (sum, b) => sum + b.Amount);

    async Task<IReadOnlyList<OpenTrade>> OpenTradesAsync(string portfolio, Asset quote, CancellationToken cancellation) =>
    [
        .. (await ledger.BalancesAsync(portfolio, cancellation))
            .Where(b => b.Account.Kind == AccountKind.Holdings && b.Account.Engine != PortfolioEngine.Core)
            .Where(b => b.Amount.Asset != quote && b.Amount.IsPositive)
            .Select(b => new OpenTrade(b.Account.Engine, new Pair(b.Amount.Asset, quote))),
    ];
}
