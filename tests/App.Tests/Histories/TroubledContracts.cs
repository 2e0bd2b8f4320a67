using Orchestrations.App.Exchange;
using Orchestrations.App.Paper;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The paper exchange's contracts with the trouble a case asks for.</summary>
sealed class TroubledContracts(PaperPerpetuals inner) : IPerpetuals, IStops
{
    /// <summary>True while orders that open a position are refused.</summary>
    public bool RefusesToOpen { get; set; }

    /// <summary>True while look-ups get no answer.</summary>
    public bool IsSilent { get; set; }

    /// <summary>True while stops are refused.</summary>
    public bool RefusesStops { get; set; }

    public Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation) => RefusesToOpen && !order.ReduceOnly
        ? Task.FromResult<SubmitOutcome>(new SubmitOutcome.Rejected("110007", "ab not enough for new order"))
        : inner.SubmitAsync(order, cancellation);

    public Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) => IsSilent
        ? throw new ExchangeUnavailableException("timeout", "The exchange did not answer in time.")
        : inner.FindOrderAsync(pair, id, cancellation);

    public Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        inner.GetFillsAsync(pair, id, cancellation);

    public Task<PerpetualInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation) =>
        inner.GetInstrumentAsync(pair, cancellation);

    public Task<SubmitOutcome> PlaceAsync(StopOrder stop, CancellationToken cancellation) => RefusesStops
        ? Task.FromResult<SubmitOutcome>(new SubmitOutcome.Rejected("110009", "Too many conditional orders."))
        : inner.PlaceAsync(stop, cancellation);

    public Task<SubmitOutcome> AmendAsync(StopOrder stop, CancellationToken cancellation) => inner.AmendAsync(stop, cancellation);

    public Task<SubmitOutcome> CancelAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        inner.CancelAsync(pair, id, cancellation);

    public Task<StopSnapshot?> FindStopAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        inner.FindStopAsync(pair, id, cancellation);

    public Task<IReadOnlyList<StopSnapshot>> ListOpenAsync(Pair pair, CancellationToken cancellation) =>
        inner.ListOpenAsync(pair, cancellation);
}
