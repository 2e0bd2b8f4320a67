using System.Runtime.CompilerServices;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>
/// Perpetual contracts of the paper account, in one-way position mode and cross margin: orders, stops, positions, funding,
/// forced closing, transaction log. What time does to open contracts is in <see cref="PaperClearing"/>. Invariants as of
/// <see cref="PaperExchange"/>; positions bind margin that spot orders cannot spend.
/// </summary>
public sealed class PaperPerpetuals : IPerpetuals, IStops, IPositions, ITransactionLog
{
    // Bybit's cap per contract.
    const int MostStops = 10;

    readonly PaperVenue venue;
    readonly PaperContractMatching matching;

    internal PaperPerpetuals(PaperVenue venue)
    {
        this.venue = venue;
        matching = new PaperContractMatching(venue.Book, venue.Options);
    }

    /// <inheritdoc />
    public Task<PerpetualInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.GetInstrument, OrderCategory.Linear, pair.Symbol);
        return venue.Contracts.TryGetValue(pair, out var instrument)
            ? Task.FromResult(instrument)
            : throw new UnknownInstrumentException(pair);
    }

    /// <inheritdoc />
    public Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Category != OrderCategory.Linear)
            throw new ArgumentException($"The order {order.ClientId} is of {order.Category}, not of contracts.", nameof(order));
        if (order.Quantity.Asset != order.Pair.Base)
            throw new ArgumentException($"The size is in {order.Quantity.Asset}, not in {order.Pair.Base}.", nameof(order));
        return ChangeAsync(PaperEndpoint.Submit, order.Pair, order.ClientId, async (state, instrument, ticker, now) =>
        {
            if (await IsKnownAsync(state, order.ClientId, cancellation))
                return Duplicate();
            var (answer, record, log) = matching.Match(order, instrument, ticker, state, now);
            if (record is null)
            {
                venue.Tally.Rejected(order.ClientId.Value);
                return new Change(answer, null);
            }
            StoreOperation[] happened =
                [PaperAccount.Create(PaperAccount.ContractOrders, record), .. log.Select(PaperAccount.Create)];
            return new Change(answer, happened, () => venue.Tally.Accepted(record.ClientId, record.Status));
        }, cancellation);
    }

    /// <inheritdoc />
    public async Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.FindOrder, OrderCategory.Linear, id.Value);
        return await VisibleAsync(pair, id, cancellation) is { } order ? PaperMapping.ToSnapshot(order) : null;
    }

    /// <inheritdoc />
    /// <remarks>Also of a stop that was set off.</remarks>
    public async Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.GetFills, OrderCategory.Linear, id.Value);
        return await VisibleAsync(pair, id, cancellation) is { } order ? PaperMapping.ToFills(order) : [];
    }

    /// <inheritdoc />
    public Task<SubmitOutcome> PlaceAsync(StopOrder stop, CancellationToken cancellation) =>
        ChangeAsync(PaperEndpoint.Submit, stop.Pair, stop.ClientId, async (state, instrument, ticker, now) =>
        {
            if (await IsKnownAsync(state, stop.ClientId, cancellation))
                return Duplicate();
            if (PaperContractMatching.Refusal(stop, instrument, ticker) is { } refusal)
                return new Change(refusal, null);
            if (state.Stops.Values.Count(s => s.Base + s.Quote == stop.Pair.Symbol) >= MostStops)
                return new Change(new PaperAnswer(BybitRetCodes.TooManyStops, "Too many conditional orders."), null);
            var record = PaperContractMatching.Record(stop, now);
            state.Stops.Add(record.ClientId, record);
            return new Change(new PaperAnswer(BybitRetCodes.Ok, "OK", record.OrderId), []);
        }, cancellation);

    /// <inheritdoc />
    public Task<SubmitOutcome> AmendAsync(StopOrder stop, CancellationToken cancellation) =>
        ChangeAsync(PaperEndpoint.Amend, stop.Pair, stop.ClientId, (state, instrument, ticker, _) =>
        {
            if (!state.Stops.TryGetValue(stop.ClientId.Value, out var waiting) || waiting.Side != stop.Side.ToString())
                return Task.FromResult(new Change(NotThere(), null));
            if (PaperContractMatching.Refusal(stop, instrument, ticker) is { } refusal)
                return Task.FromResult(new Change(refusal, null));
            state.Stops[waiting.ClientId] = waiting with { Trigger = stop.Trigger.Value, Quantity = stop.Quantity.Amount };
            return Task.FromResult(new Change(new PaperAnswer(BybitRetCodes.Ok, "OK", waiting.OrderId), []));
        }, cancellation);

    /// <inheritdoc />
    public Task<SubmitOutcome> CancelAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        ChangeAsync(PaperEndpoint.Cancel, pair, id, async (state, _, _, now) =>
        {
            if (!state.Stops.Remove(id.Value, out var waiting))
                return await venue.Account.FindAsync(PaperAccount.ContractOrders, id, cancellation) is null
                    ? new Change(NotThere(), null)
                    : new Change(new PaperAnswer(BybitRetCodes.Ok, "OK"), null);
            var ended = PaperMapping.Ended(waiting, OrderStatus.Cancelled, [], now, "EC_PerCancelRequest");
            return new Change(
                new PaperAnswer(BybitRetCodes.Ok, "OK", waiting.OrderId),
                [PaperAccount.Create(PaperAccount.ContractOrders, ended)]);
        }, cancellation);

    /// <inheritdoc />
    public async Task<StopSnapshot?> FindStopAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.FindOrder, OrderCategory.Linear, id.Value);
        var state = await AnswerAsync(() => venue.ReadAsync(cancellation));
        if (state.Stops.TryGetValue(id.Value, out var stop) && stop.Base + stop.Quote == pair.Symbol)
            return venue.IsHidden(stop.CreatedAt, id) ? null : PaperMapping.ToStop(stop);
        return await venue.VisibleAsync(PaperAccount.ContractOrders, pair, id, cancellation) is { Trigger: not null } ended
            ? PaperMapping.ToStop(ended)
            : null;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<StopSnapshot>> ListOpenAsync(Pair pair, CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.FindOrder, OrderCategory.Linear, pair.Symbol);
        var state = await AnswerAsync(() => venue.ReadAsync(cancellation));
        return [.. state.Stops.Values.Where(stop => stop.Base + stop.Quote == pair.Symbol).Select(PaperMapping.ToStop)];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Position>> GetPositionsAsync(CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.GetPositions, OrderCategory.Linear, "");
        return await ReadPositionsAsync(cancellation);
    }

    /// <summary>The open positions without faults: for reports.</summary>
    public async Task<IReadOnlyList<Position>> ReadPositionsAsync(CancellationToken cancellation)
    {
        var state = await AnswerAsync(() => venue.ReadAsync(cancellation));
        return [.. state.Positions.Values.Select(position => PaperMapping.ToPosition(state, position, position.Mark))];
    }

    /// <summary>The stops that wait for their trigger, by client id, without faults or delay: for reports.</summary>
    public async Task<IReadOnlyList<StopSnapshot>> ReadStopsAsync(CancellationToken cancellation) =>
        [.. (await AnswerAsync(() => venue.ReadAsync(cancellation))).Stops.Values.Select(PaperMapping.ToStop)];

    /// <inheritdoc />
    public async Task<AccountMargin> GetMarginAsync(CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.GetBalances, OrderCategory.Linear, "margin");
        return await ReadMarginAsync(cancellation);
    }

    /// <summary>The margin without faults: for reports.</summary>
    public async Task<AccountMargin> ReadMarginAsync(CancellationToken cancellation) =>
        (await AnswerAsync(() => venue.ReadAsync(cancellation))).Margin(Asset.Usdt);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Transaction>> ListAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        venue.Desk.Query(PaperEndpoint.GetTransactions, OrderCategory.Linear, "");
        await AnswerAsync(() => venue.ReadAsync(cancellation));
        var lines = new List<Transaction>();
        await foreach (var line in venue.Account.ListTransactionsAsync(from, to, cancellation))
            lines.Add(PaperMapping.ToTransaction(line));
        return lines;
    }

    /// <summary>
    /// Reduces a position as the exchange does when another's loss has to be covered (ADL): at the mark price, without a fee
    /// and without an order of ours. Once per reference.
    /// </summary>
    /// <param name="reference">1 to 60 characters naming the reduction.</param>
    /// <param name="pair">The contract.</param>
    /// <param name="quantity">How much is taken; no more than is open.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public Task DeleverageAsync(string reference, Pair pair, Quantity quantity, CancellationToken cancellation) =>
        venue.AloneAsync(async () =>
        {
            while (true)
            {
                var state = await venue.ReadAsync(cancellation);
                var id = "adl-" + reference;
                if (!state.Positions.TryGetValue(pair.Symbol, out var position)
                    || await IsKnownAsync(state, new ClientOrderId(id), cancellation))
                    return false;
                var now = venue.Clock.GetUtcNow();
                var (record, log) = matching.Deleverage(id, venue.Contracts[pair], position, quantity.Amount, state, now);
                StoreOperation[] happened =
                    [PaperAccount.Create(PaperAccount.ContractOrders, record), .. log.Select(PaperAccount.Create)];
                if (await venue.Account.TryWriteAsync(happened, state, now, cancellation))
                    return true;
            }
        }, cancellation);

    /// <summary>Every order of contracts ever accepted and every stop that ended, by client id, without faults or delay.</summary>
    public async IAsyncEnumerable<OrderSnapshot> ListOrdersAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var order in venue.Account.ListAsync(PaperAccount.ContractOrders, cancellation))
            yield return PaperMapping.ToSnapshot(order);
    }

    /// <summary>Asks what needs the market, which for the asker is the exchange.</summary>
    internal static async Task<T> AnswerAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (MarketDataUnavailableException unavailable)
        {
            ExchangeErrors.Count("paper", "10016");
            throw new ExchangeUnavailableException("10016", unavailable.Message);
        }
    }

    Task<SubmitOutcome> ChangeAsync(
        PaperEndpoint endpoint,
        Pair pair,
        ClientOrderId id,
        Func<PaperState, PerpetualInstrument, PerpetualTicker, DateTimeOffset, Task<Change>> decide,
        CancellationToken cancellation) =>
        venue.Desk.ChangeAsync(endpoint, OrderCategory.Linear, id, () => venue.AloneAsync(async () =>
        {
            try
            {
                while (true)
                {
                    if (!venue.Contracts.TryGetValue(pair, out var instrument))
                        return new PaperAnswer(BybitRetCodes.BadParameter, "Not supported symbols");
                    var ticker = await venue.PerpetualMarket!.GetTickerAsync(pair, cancellation);
                    var state = await venue.ReadAsync(cancellation);
                    var now = venue.Clock.GetUtcNow();
                    var change = await decide(state, instrument, ticker, now);
                    if (change.Happened is not null
                        && !await venue.Account.TryWriteAsync(change.Happened, state, now, cancellation))
                        continue;
                    change.Done?.Invoke();
                    return change.Answer;
                }
            }
            catch (MarketDataUnavailableException unavailable)
            {
                return new PaperAnswer(BybitRetCodes.ServerError, unavailable.Message);
            }
        }, cancellation));

    async Task<bool> IsKnownAsync(PaperState state, ClientOrderId id, CancellationToken cancellation) =>
        state.Stops.ContainsKey(id.Value)
        || await venue.Account.FindAsync(PaperAccount.ContractOrders, id, cancellation) is not null;

    Change Duplicate()
    {
        venue.Tally.DuplicateRefused();
        return new Change(new PaperAnswer(BybitRetCodes.DuplicateContractClientId, "OrderLinkedID is duplicate"), null);
    }

    static PaperAnswer NotThere() => new(BybitRetCodes.ContractOrderNotFound, "order not exists or too late to cancel");

    async Task<PaperOrderRecord?> VisibleAsync(Pair pair, ClientOrderId id, CancellationToken cancellation)
    {
        await AnswerAsync(() => venue.ReadAsync(cancellation));
        return await venue.VisibleAsync(PaperAccount.ContractOrders, pair, id, cancellation);
    }

    // Nothing is written when Happened is null.
    sealed record Change(PaperAnswer Answer, IReadOnlyList<StoreOperation>? Happened, Action? Done = null);
}
