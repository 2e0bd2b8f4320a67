using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tests.Orders;

/// <summary>An exchange whose balances are old by the time they arrive: something happens after they were read, once.</summary>
sealed class ReadingExchange : IExchange
{
    IExchange? inner;

    public Func<Task>? AfterBalances { get; set; }

    IExchange Inner => inner ?? throw new InvalidOperationException("It stands around no exchange.");

    public IExchange Around(IExchange exchange)
    {
        inner = exchange;
        return this;
    }

    public async Task<IReadOnlyList<Money>> GetBalancesAsync(CancellationToken cancellation)
    {
        var balances = await Inner.GetBalancesAsync(cancellation);
        var after = AfterBalances;
        AfterBalances = null;
        if (after is not null)
            await after();
        return balances;
    }

    public Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation) => Inner.SubmitAsync(order, cancellation);

    public Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        Inner.FindOrderAsync(pair, id, cancellation);

    public Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        Inner.GetFillsAsync(pair, id, cancellation);

    public Task<SpotInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation) => Inner.GetInstrumentAsync(pair, cancellation);

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellation) => Inner.GetTimeAsync(cancellation);
}
