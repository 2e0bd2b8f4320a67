using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Exchange;

/// <summary>
/// Stops that live at the exchange. As with orders, a change never throws for want of an answer: it answers Unknown, and the
/// caller looks. All three changes may be sent again.
/// </summary>
public interface IStops
{
    /// <summary>Places a stop once. A client id that the exchange has already seen answers Accepted without an order id.</summary>
    Task<SubmitOutcome> PlaceAsync(StopOrder stop, CancellationToken cancellation);

    /// <summary>Changes trigger and size of a stop that waits. One that waits no more answers Unknown: look at it.</summary>
    Task<SubmitOutcome> AmendAsync(StopOrder stop, CancellationToken cancellation);

    /// <summary>Takes a stop away. A stop that is gone or filled already answers Accepted: look at it to learn which.</summary>
    Task<SubmitOutcome> CancelAsync(Pair pair, ClientOrderId id, CancellationToken cancellation);

    /// <summary>A stop by our id; null means only that it was not visible now.</summary>
    Task<StopSnapshot?> FindStopAsync(Pair pair, ClientOrderId id, CancellationToken cancellation);

    /// <summary>The stops of a contract that wait for their trigger, ordered by our ids.</summary>
    Task<IReadOnlyList<StopSnapshot>> ListOpenAsync(Pair pair, CancellationToken cancellation);
}
