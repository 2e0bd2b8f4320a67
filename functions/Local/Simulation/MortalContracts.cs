using Orchestrations.App.Exchange;
using Orchestrations.App.Paper;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.Local.Simulation;

/// <summary>The contracts as one life of the host sees them: it may die before a change leaves, or before the answer is read.</summary>
sealed class MortalContracts(PaperPerpetuals contracts, SimulatedPower.Life life) : IPerpetuals, IStops, IPositions, ITransactionLog
{
    public Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation) =>
        life.Around(() => contracts.SubmitAsync(order, cancellation));

    public Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        life.Ask(() => contracts.FindOrderAsync(pair, id, cancellation));

    public Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        life.Ask(() => contracts.GetFillsAsync(pair, id, cancellation));

    public Task<PerpetualInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation) =>
        life.Ask(() => contracts.GetInstrumentAsync(pair, cancellation));

    public Task<SubmitOutcome> PlaceAsync(StopOrder stop, CancellationToken cancellation) =>
        life.Around(() => contracts.PlaceAsync(stop, cancellation));

    public Task<SubmitOutcome> AmendAsync(StopOrder stop, CancellationToken cancellation) =>
        life.Around(() => contracts.AmendAsync(stop, cancellation));

    public Task<SubmitOutcome> CancelAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        life.Around(() => contracts.CancelAsync(pair, id, cancellation));

    public Task<StopSnapshot?> FindStopAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        life.Ask(() => contracts.FindStopAsync(pair, id, cancellation));

    public Task<IReadOnlyList<StopSnapshot>> ListOpenAsync(Pair pair, CancellationToken cancellation) =>
        life.Ask(() => contracts.ListOpenAsync(pair, cancellation));

    public Task<IReadOnlyList<Position>> GetPositionsAsync(CancellationToken cancellation) =>
        life.Ask(() => contracts.GetPositionsAsync(cancellation));

    public Task<AccountMargin> GetMarginAsync(CancellationToken cancellation) => life.Ask(() => contracts.GetMarginAsync(cancellation));

    public Task<IReadOnlyList<Transaction>> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) =>
        life.Ask(() => contracts.ListAsync(from, to, cancellation));
}
