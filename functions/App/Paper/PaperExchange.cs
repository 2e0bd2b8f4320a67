using System.Runtime.CompilerServices;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>
/// A spot account that behaves as Bybit's does, on any market data and any store: instrument rules, spread, impact by size,
/// fees in the coin that is received, several fills, duplicate client ids refused, balances, and faults on demand.
/// Invariants: what an order fills at depends on the quote at the moment it is accepted and on its client id, never on the
/// faults; a client id is accepted at most once, however often and from however many processes it is sent.
/// </summary>
public sealed class PaperExchange : IExchange, IDisposable
{
    readonly IMarketData market;
    readonly TimeProvider clock;
    readonly PaperExchangeOptions options;
    readonly PaperAccount account;
    readonly PaperMatching matching;
    readonly PaperFaultSchedule faults;
    readonly PaperTally tally = new();
    readonly Dictionary<Pair, SpotInstrument> instruments;
    // One order at a time in this process; the head's ETag guards against other processes.
    readonly SemaphoreSlim turn = new(1, 1);

    /// <param name="market">Where the prices come from.</param>
    /// <param name="store">Where orders and balances are kept (partition <c>paper-exchange</c>).</param>
    /// <param name="clock">The exchange's clock.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public PaperExchange(IMarketData market, IStore store, TimeProvider clock, PaperExchangeOptions? options = null)
    {
        this.market = market;
        this.clock = clock;
        this.options = options ?? new PaperExchangeOptions();
        this.options.Check();
        account = new PaperAccount(store, this.options.StartBalances);
        matching = new PaperMatching(new PaperBook(this.options));
        faults = new PaperFaultSchedule(this.options.Faults);
        instruments = this.options.Instruments.ToDictionary(instrument => instrument.Pair);
    }

    /// <summary>What it did since it was constructed.</summary>
    public PaperExchangeStatistics Statistics => tally.Read(faults);

    /// <inheritdoc />
    public Task<SpotInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation)
    {
        Fail(PaperFaultSchedule.Operation.GetInstrument, pair.Symbol);
        return instruments.TryGetValue(pair, out var instrument)
            ? Task.FromResult(instrument)
            : throw new UnknownInstrumentException(pair);
    }

    /// <inheritdoc />
    public Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        // A size in another coin than the pair's base would be read as the base by the exchange.
        if (order.Quantity.Asset != order.Pair.Base)
            throw new ArgumentException($"The size is in {order.Quantity.Asset}, not in {order.Pair.Base}.", nameof(order));
        return SubmitAsync(
            new PaperOrder(order.ClientId, order.Pair, order.Side, order.Quantity.Amount, MarketUnit.BaseCoin), cancellation);
    }

    /// <summary>Sends an order whose size may be in either coin, with the faults of the schedule.</summary>
    public async Task<SubmitOutcome> SubmitAsync(PaperOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        var fault = faults.Draw(PaperFaultSchedule.Operation.Submit, order.ClientId.Value, out var choice);
        switch (fault)
        {
            case PaperFault.Timeout:
                return new SubmitOutcome.Unknown("timeout: the request got no answer");
            case PaperFault.RateLimited:
                return BybitRetCodes.ToSubmitOutcome(BybitRetCodes.TooManyVisits, "Too many visits!", null);
            case PaperFault.ClockSkew:
                return BybitRetCodes.ToSubmitOutcome(
                    BybitRetCodes.TimestampOutsideWindow, "invalid request, please check your server timestamp", null);
            case PaperFault.ServerError when choice % 2 == 0:
                return BybitRetCodes.ToSubmitOutcome(BybitRetCodes.ServerError, "Server error.", null);
        }
        var answer = await PlaceAsync(order, cancellation);
        return fault switch
        {
            PaperFault.LostAnswer => new SubmitOutcome.Unknown("timeout: the answer was lost"),
            PaperFault.ServerError => BybitRetCodes.ToSubmitOutcome(BybitRetCodes.ServerError, "Server error.", null),
            _ => BybitRetCodes.ToSubmitOutcome(answer.RetCode, answer.RetMsg, answer.OrderId),
        };
    }

    /// <inheritdoc />
    public async Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        Fail(PaperFaultSchedule.Operation.FindOrder, id.Value);
        return await VisibleAsync(pair, id, cancellation) is { } order ? PaperMapping.ToSnapshot(order) : null;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        Fail(PaperFaultSchedule.Operation.GetFills, id.Value);
        return await VisibleAsync(pair, id, cancellation) is { } order ? PaperMapping.ToFills(order) : [];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Money>> GetBalancesAsync(CancellationToken cancellation)
    {
        Fail(PaperFaultSchedule.Operation.GetBalances, "");
        return await ReadBalancesAsync(cancellation);
    }

    /// <inheritdoc />
    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellation)
    {
        Fail(PaperFaultSchedule.Operation.GetTime, "");
        return Task.FromResult(clock.GetUtcNow());
    }

    /// <summary>Pays into the account, once per reference.</summary>
    /// <param name="reference">1 to 100 characters naming the deposit; using it again does nothing.</param>
    /// <param name="amount">Above zero.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the reference was used before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is zero or below, or the reference is too long.</exception>
    public async Task<bool> DepositAsync(string reference, Money amount, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reference.Length, 100, nameof(reference));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount.Amount, nameof(amount));
        await turn.WaitAsync(cancellation);
        try
        {
            return await account.DepositAsync(reference, amount, clock.GetUtcNow(), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Every order ever accepted, in ordinal order of client id, without faults or delay: for reports.</summary>
    public async IAsyncEnumerable<OrderSnapshot> ListOrdersAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var order in account.ListAsync(cancellation))
            yield return PaperMapping.ToSnapshot(order);
    }

    /// <summary>Every fill ever made, in ordinal order of client id, oldest first, without faults or delay.</summary>
    public async IAsyncEnumerable<Fill> ListFillsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var order in account.ListAsync(cancellation))
            foreach (var fill in PaperMapping.ToFills(order))
                yield return fill;
    }

    /// <summary>The balances, ordered by coin, without faults: for the opening of an account and for reports.</summary>
    public async Task<IReadOnlyList<Money>> ReadBalancesAsync(CancellationToken cancellation)
    {
        var head = await account.ReadHeadAsync(cancellation);
        return [.. head.Balances.Select(balance => new Money(balance.Value, new Asset(balance.Key)))];
    }

    /// <inheritdoc />
    public void Dispose() => turn.Dispose();

    async Task<PaperAnswer> PlaceAsync(PaperOrder order, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                // Before all other rules: an order sent again after its balance was spent is a duplicate, not a refusal.
                if (await account.FindAsync(order.ClientId, cancellation) is not null)
                {
                    tally.DuplicateRefused();
                    return new PaperAnswer(BybitRetCodes.DuplicateClientId, "Duplicate clientOrderId.");
                }
                if (!instruments.TryGetValue(order.Pair, out var instrument))
                    return Refuse(order, new PaperAnswer(BybitRetCodes.InvalidSymbol, "Invalid symbol."));
                var quote = await market.GetQuoteAsync(order.Pair, cancellation);
                var head = await account.ReadHeadAsync(cancellation);
                var (answer, record) = matching.Match(order, instrument, quote, head, clock.GetUtcNow());
                if (record is null)
                    return Refuse(order, answer);
                if (!await account.TryAddAsync(record, head, cancellation))
                    continue;
                tally.Accepted(record.ClientId, record.Status);
                return answer;
            }
        }
        catch (MarketDataUnavailableException unavailable)
        {
            // An exchange without a price takes no order; the caller may send it again with the same id.
            return new PaperAnswer(BybitRetCodes.ServerError, unavailable.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    PaperAnswer Refuse(PaperOrder order, PaperAnswer answer)
    {
        tally.Rejected(order.ClientId.Value);
        return answer;
    }

    async Task<PaperOrderRecord?> VisibleAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        var order = await account.FindAsync(id, cancellation);
        if (order is null || PaperMapping.PairOf(order) != pair || clock.GetUtcNow() < order.CreatedAt + options.VisibilityDelay)
            return null;
        return faults.Hides(id.Value) ? null : order;
    }

    void Fail(PaperFaultSchedule.Operation operation, string subject)
    {
        switch (faults.Draw(operation, subject, out _))
        {
            case PaperFault.Timeout:
                throw new ExchangeUnavailableException("timeout", "The exchange did not answer in time.");
            case PaperFault.RateLimited:
                throw BybitRetCodes.ToQueryFailure(BybitRetCodes.TooManyVisits, "Too many visits!");
            case PaperFault.ClockSkew:
                throw BybitRetCodes.ToQueryFailure(
                    BybitRetCodes.TimestampOutsideWindow, "invalid request, please check your server timestamp");
            case PaperFault.ServerError:
                throw BybitRetCodes.ToQueryFailure(BybitRetCodes.ServerError, "Server error.");
        }
    }
}
