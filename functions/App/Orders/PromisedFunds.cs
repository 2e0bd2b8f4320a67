using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Orders;

/// <summary>
/// What spot orders of an engine without a known end may still give away of a coin. The books show it as held until their fills are
/// booked; whoever spends or sells it a second time spends or sells what other engines hold, because the exchange knows one balance.
/// </summary>
/// <param name="orders">The orders.</param>
/// <param name="time">Now.</param>
public sealed class PromisedFunds(OrderRepository orders, TimeProvider time)
{
    // An order that was not sent for so long belongs to a run that somebody ended: nobody sends it any more.
    static readonly TimeSpan longestUnsent = TimeSpan.FromHours(3);

    /// <summary>What is promised.</summary>
    /// <param name="portfolio">Whose orders.</param>
    /// <param name="engine">Which engine's.</param>
    /// <param name="coin">What is given away: the quote coin of buys, the base coin of sells.</param>
    /// <param name="asking">An order that asks for itself: of two that ask at once, the one recorded first comes first.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<Money> OfAsync(
        string portfolio, PortfolioEngine engine, Asset coin, ClientOrderId? asking, CancellationToken cancellation)
    {
        var open = new List<OrderRecord>();
        await foreach (var order in orders.ListOpenAsync(portfolio, cancellation))
            if (order.Order.Engine == Account.EngineCode(engine) && Given(order) == coin)
                open.Add(order);
        var own = asking is { } id ? open.Find(order => order.ClientId == id.Value) : null;
        var (sum, now) = (Money.Zero(coin), time.GetUtcNow());
        foreach (var order in open)
            if (order != own && Counts(order, own, now))
                sum += Left(order, coin);
        return sum;
    }

    // What was sent is out, however the two were recorded.
    static bool Counts(OrderRecord order, OrderRecord? own, DateTimeOffset now) => order.Submits > 0
        || (now - order.CreatedAt < longestUnsent && (own is null || Before(order, own)));

    static Asset? Given(OrderRecord order) => OrderRecord.CategoryOf(order.Order) == OrderCategory.Linear ? null
        : OrderRecord.SideOf(order.Order) == OrderSide.Buy ? order.Pair.Quote : order.Pair.Base;

    static bool Before(OrderRecord one, OrderRecord other) => one.CreatedAt != other.CreatedAt
        ? one.CreatedAt < other.CreatedAt
        : string.CompareOrdinal(one.ClientId, other.ClientId) < 0;

    // What was filled and booked is out of the holdings already.
    static Money Left(OrderRecord order, Asset coin)
    {
        var quantity = Math.Max(0m, order.Quantity - (order.Fills?.Quantity ?? 0m));
        return new Money(coin == order.Pair.Base ? quantity : quantity * order.Price, coin);
    }
}
