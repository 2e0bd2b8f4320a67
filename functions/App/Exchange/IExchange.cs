using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Exchange;

/// <summary>
/// The account at the exchange. Implementations: the paper exchange (here), Bybit (Azure head).
/// Queries throw <see cref="ExchangeUnavailableException"/> when there was no usable answer; a submit never throws for that:
/// it answers <see cref="SubmitOutcome.Unknown"/>. No implementation retries a submit by itself.
/// </summary>
public interface IExchange
{
    /// <summary>The rules of a pair as they are now.</summary>
    /// <exception cref="UnknownInstrumentException">The exchange does not trade the pair.</exception>
    Task<SpotInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation);

    /// <summary>Sends an order once. A client id that the exchange has already seen answers Accepted without an order id.</summary>
    Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation);

    /// <summary>
    /// Looks for an order by our id among open orders, then history. Null means only that it was not visible now:
    /// new orders can take seconds to show, so one null proves nothing.
    /// </summary>
    Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation);

    /// <summary>All executions of an order so far, oldest first.</summary>
    Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation);

    /// <summary>What the account holds; assets with nothing are left out.</summary>
    Task<IReadOnlyList<Money>> GetBalancesAsync(CancellationToken cancellation);

    /// <summary>The exchange's clock, UTC.</summary>
    Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellation);
}
