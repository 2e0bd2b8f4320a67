using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Exchange;

/// <summary>
/// Market orders of one market of the account. Queries throw <see cref="ExchangeUnavailableException"/> when there was no
/// usable answer; a submit never throws for that: it answers <see cref="SubmitOutcome.Unknown"/>. No implementation retries
/// a submit by itself.
/// </summary>
public interface IOrders
{
    /// <summary>Sends an order once. A client id that the exchange has already seen answers Accepted without an order id.</summary>
    /// <exception cref="ArgumentException">The order is of another market, or its size of another coin.</exception>
    Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation);

    /// <summary>
    /// Looks for an order by our id among open orders, then history. Null means only that it was not visible now: new orders
    /// can take seconds to show, so one null proves nothing; and orders that ended without a fill are forgotten after a day.
    /// </summary>
    Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation);

    /// <summary>
    /// The same for an order that was first sent at a known time. Where an exchange answers for some days only unless it is told
    /// when, an order from before is found by this alone.
    /// </summary>
    Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, DateTimeOffset sentAt, CancellationToken cancellation) =>
        FindOrderAsync(pair, id, cancellation);

    /// <summary>All executions of an order so far, oldest first.</summary>
    Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation);

    /// <summary>The same for an order that was first sent at a known time.</summary>
    Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, DateTimeOffset sentAt, CancellationToken cancellation) =>
        GetFillsAsync(pair, id, cancellation);
}
