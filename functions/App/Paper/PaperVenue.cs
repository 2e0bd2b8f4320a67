using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>What the spot market and the contracts of the paper exchange share: one account, one desk, one turn.</summary>
sealed class PaperVenue : IDisposable
{
    // One change at a time in this process; the head's ETag guards against other processes.
    readonly SemaphoreSlim turn = new(1, 1);
    readonly PaperClearing clearing;

    public PaperVenue(
        IMarketData market, IPerpetualMarket? perpetuals, IStore store, TimeProvider clock, PaperExchangeOptions options)
    {
        Market = market;
        PerpetualMarket = perpetuals;
        Clock = clock;
        Options = options;
        Contracts = perpetuals is null ? [] : options.Perpetuals.ToDictionary(instrument => instrument.Pair);
        Account = new PaperAccount(store, options.StartBalances);
        Book = new PaperBook(options);
        Desk = new PaperDesk(options, clock);
        clearing = new PaperClearing(perpetuals, Contracts, Book, options);
    }

    public IMarketData Market { get; }

    public IPerpetualMarket? PerpetualMarket { get; }

    public TimeProvider Clock { get; }

    public PaperExchangeOptions Options { get; }

    public Dictionary<Pair, PerpetualInstrument> Contracts { get; }

    public PaperAccount Account { get; }

    public PaperBook Book { get; }

    public PaperDesk Desk { get; }

    public PaperTally Tally { get; } = new();

    /// <summary>The account as of now.</summary>
    public Task<PaperState> ReadAsync(CancellationToken cancellation) =>
        clearing.ReadAsync(Account, Clock.GetUtcNow(), cancellation);

    /// <summary>Runs a change alone.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> change, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await change();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>An order as queries show it: not too soon after it came, and not for ever after it ended without a fill.</summary>
    public async Task<PaperOrderRecord?> VisibleAsync(
        string prefix, Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        var order = await Account.FindAsync(prefix, id, cancellation);
        if (order is null || PaperMapping.PairOf(order) != pair || IsHidden(order.CreatedAt, id))
            return null;
        var forgotten = order.Executions.Count == 0
            && Clock.GetUtcNow() >= (order.EndedAt ?? order.CreatedAt) + Options.UnfilledOrdersShownFor;
        return forgotten ? null : order;
    }

    public bool IsHidden(DateTimeOffset createdAt, ClientOrderId id) =>
        Clock.GetUtcNow() < createdAt + Options.VisibilityDelay || Desk.Faults.Hides(id.Value);

    public void Dispose() => turn.Dispose();
}
