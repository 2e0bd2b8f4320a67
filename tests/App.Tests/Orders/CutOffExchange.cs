using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tests.Orders;

/// <summary>Passes every order on and then dies, as a process does that is killed between the send and the record.</summary>
sealed class CutOffExchange : IExchange
{
    IExchange inner = null!;

    public int Submits { get; private set; }

    public IExchange Around(IExchange exchange)
    {
        inner = exchange;
        return this;
    }

    public async Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation)
    {
        Submits++;
        await inner.SubmitAsync(order, cancellation);
        throw new IOException("killed");
    }

    public Task<SpotInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation) =>
        inner.GetInstrumentAsync(pair, cancellation);

    public Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        inner.FindOrderAsync(pair, id, cancellation);

    public Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        inner.GetFillsAsync(pair, id, cancellation);

    public Task<IReadOnlyList<Money>> GetBalancesAsync(CancellationToken cancellation) => inner.GetBalancesAsync(cancellation);

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellation) => inner.GetTimeAsync(cancellation);
}
