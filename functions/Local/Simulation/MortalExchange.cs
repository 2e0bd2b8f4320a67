using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Local.Simulation;

/// <summary>The spot market as one life of the host sees it: it may die before an order leaves, or before the answer is read.</summary>
sealed class MortalExchange(IExchange exchange, SimulatedPower.Life life) : IExchange
{
    public Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation) =>
        life.Around(() => exchange.SubmitAsync(order, cancellation));

    public Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        life.Ask(() => exchange.FindOrderAsync(pair, id, cancellation));

    public Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        life.Ask(() => exchange.GetFillsAsync(pair, id, cancellation));

    public Task<SpotInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation) =>
        life.Ask(() => exchange.GetInstrumentAsync(pair, cancellation));

    public Task<IReadOnlyList<Money>> GetBalancesAsync(CancellationToken cancellation) =>
        life.Ask(() => exchange.GetBalancesAsync(cancellation));

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellation) => life.Ask(() => exchange.GetTimeAsync(cancellation));
}
