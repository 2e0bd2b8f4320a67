using System.Runtime.CompilerServices;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>
/// An account that behaves as Bybit's does, on any market data and any store: instrument rules, spread, impact by size,
/// fees in the coin that is received, several fills, duplicate client ids refused, balances, and faults on demand. This is its
/// spot market; <see cref="Perpetuals"/> are its contracts.
/// Invariants: what an order fills at depends on the quote at the moment it is accepted and on its client id, never on the
/// faults; a client id is accepted at most once, however often and from however many processes it is sent.
/// </summary>
public sealed class PaperExchange : IExchange, IDisposable
{
    readonly PaperVenue venue;
    readonly PaperMatching matching;
    readonly Dictionary<Pair, SpotInstrument> instruments;

    /// <param name="market">Where the prices come from.</param>
    /// <param name="store">Where orders and balances are kept (partition <c>paper-exchange</c>).</param>
    /// <param name="clock">The exchange's clock.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="perpetuals">Where prices and funding of contracts come from; null where no contract is traded.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public PaperExchange(
        IMarketData market,
        IStore store,
        TimeProvider clock,
        PaperExchangeOptions? options = null,
        IPerpetualMarket? perpetuals = null)
    {
        options ??= new PaperExchangeOptions();
        options.Check();
        venue = new PaperVenue(market, perpetuals, store, clock, options);
        matching = new PaperMatching(venue.Book);
        instruments = options.Instruments.ToDictionary(instrument => instrument.Pair);
        Perpetuals = new PaperPerpetuals(venue);
    }

    /// <summary>The contracts of the same account.</summary>
    public PaperPerpetuals Perpetuals { get; }

    /// <summary>What it did since it was constructed.</summary>
    public PaperExchangeStatistics Statistics => venue.Tally.Read(venue.Desk.Faults);

    /// <summary>What the last answer's headers said about the rate limit; null before there was one.</summary>
    public PaperRateLimitHeaders? LastRateLimit => venue.Desk.LastHeaders;

    /// <inheritdoc />
    public Task<SpotInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.GetInstrument, OrderCategory.Spot, pair.Symbol);
        return instruments.TryGetValue(pair, out var instrument)
            ? Task.FromResult(instrument)
            : throw new UnknownInstrumentException(pair);
    }

    /// <inheritdoc />
    public Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Category != OrderCategory.Spot || order.ReduceOnly)
            throw new ArgumentException($"The order {order.ClientId} is of contracts; send it to the contracts.", nameof(order));
        // A size in another coin than the pair's base would be read as the base by the exchange.
        if (order.Quantity.Asset != order.Pair.Base)
            throw new ArgumentException($"The size is in {order.Quantity.Asset}, not in {order.Pair.Base}.", nameof(order));
        return SubmitAsync(
            new PaperOrder(order.ClientId, order.Pair, order.Side, order.Quantity.Amount, MarketUnit.BaseCoin), cancellation);
    }

    /// <summary>Sends an order whose size may be in either coin, with the faults of the schedule.</summary>
    public Task<SubmitOutcome> SubmitAsync(PaperOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        return venue.Desk.ChangeAsync(
            PaperEndpoint.Submit, OrderCategory.Spot, order.ClientId,
            () => venue.AloneAsync(() => PlaceAsync(order, cancellation), cancellation));
    }

    /// <inheritdoc />
    public async Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.FindOrder, OrderCategory.Spot, id.Value);
        return await VisibleAsync(pair, id, cancellation) is { } order ? PaperMapping.ToSnapshot(order) : null;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.GetFills, OrderCategory.Spot, id.Value);
        return await VisibleAsync(pair, id, cancellation) is { } order ? PaperMapping.ToFills(order) : [];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Money>> GetBalancesAsync(CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.GetBalances, OrderCategory.Spot, "");
        return await ReadBalancesAsync(cancellation);
    }

    /// <inheritdoc />
    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.GetTime, OrderCategory.Spot, "");
        return Task.FromResult(venue.Clock.GetUtcNow());
    }

    /// <summary>Pays into the account, once per reference.</summary>
    /// <param name="reference">1 to 100 characters naming the deposit; using it again does nothing.</param>
    /// <param name="amount">Above zero.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the reference was used before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is zero or below, or the reference is too long.</exception>
    public Task<bool> DepositAsync(string reference, Money amount, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reference.Length, 100, nameof(reference));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount.Amount, nameof(amount));
        return venue.AloneAsync(
            () => venue.Account.DepositAsync(reference, amount, venue.Clock.GetUtcNow(), cancellation), cancellation);
    }

    /// <summary>Every spot order ever accepted, in ordinal order of client id, without faults or delay: for reports.</summary>
    public async IAsyncEnumerable<OrderSnapshot> ListOrdersAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var order in venue.Account.ListAsync(PaperAccount.SpotOrders, cancellation))
            yield return PaperMapping.ToSnapshot(order);
    }

    /// <summary>Every spot fill ever made, in ordinal order of client id, oldest first, without faults or delay.</summary>
    public async IAsyncEnumerable<Fill> ListFillsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var order in venue.Account.ListAsync(PaperAccount.SpotOrders, cancellation))
            foreach (var fill in PaperMapping.ToFills(order))
                yield return fill;
    }

    /// <summary>The balances, ordered by coin, without faults: for the opening of an account and for reports.</summary>
    public async Task<IReadOnlyList<Money>> ReadBalancesAsync(CancellationToken cancellation)
    {
        var state = await PaperPerpetuals.AnswerAsync(() => venue.ReadAsync(cancellation));
        return [.. state.Balances.Select(balance => new Money(balance.Value, new Asset(balance.Key)))];
    }

    /// <inheritdoc />
    public void Dispose() => venue.Dispose();

    async Task<PaperAnswer> PlaceAsync(PaperOrder order, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                // Before all other rules: an order sent again after its balance was spent is a duplicate, not a refusal.
                if (await venue.Account.FindAsync(PaperAccount.SpotOrders, order.ClientId, cancellation) is not null)
                {
                    venue.Tally.DuplicateRefused();
                    return new PaperAnswer(BybitRetCodes.DuplicateClientId, "Duplicate clientOrderId.");
                }
                if (!instruments.TryGetValue(order.Pair, out var instrument))
                    return Refuse(order, new PaperAnswer(BybitRetCodes.InvalidSymbol, "Invalid symbol."));
                var quote = await venue.Market.GetQuoteAsync(order.Pair, cancellation);
                var state = await venue.ReadAsync(cancellation);
                var now = venue.Clock.GetUtcNow();
                var (answer, record) = matching.Match(order, instrument, quote, state, now);
                if (record is null)
                    return Refuse(order, answer);
                var happened = PaperAccount.Create(PaperAccount.SpotOrders, record);
                if (!await venue.Account.TryWriteAsync([happened], state, now, cancellation))
                    continue;
                venue.Tally.Accepted(record.ClientId, record.Status);
                return answer;
            }
        }
        catch (MarketDataUnavailableException unavailable)
        {
            // An exchange without a price takes no order; the caller may send it again with the same id.
            return new PaperAnswer(BybitRetCodes.ServerError, unavailable.Message);
        }
    }

    PaperAnswer Refuse(PaperOrder order, PaperAnswer answer)
    {
        venue.Tally.Rejected(order.ClientId.Value);
        return answer;
    }

    Task<PaperOrderRecord?> VisibleAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        venue.VisibleAsync(PaperAccount.SpotOrders, pair, id, cancellation);
}
