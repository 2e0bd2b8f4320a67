using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>
/// What the passing of time does to open contracts: stops are set off, positions without margin are closed, funding is
/// settled. It happens in the order of the market's events whenever somebody next looks, so it depends on the market alone and
/// not on who looks when. Of a bar nothing happens before it has closed.
/// </summary>
/// <remarks>
/// Within a bar the worst is assumed: a stop fills at its trigger, or at the open where the market jumped over it, and worse
/// by slippage, spread and impact; a position is liquidated before its stop when the open lies beyond both.
/// </remarks>
sealed class PaperClearing(
    IPerpetualMarket? market, IReadOnlyDictionary<Pair, PerpetualInstrument> instruments, PaperBook book, PaperExchangeOptions options)
{
    // Below the store's limit of a batch, with room for all of one moment.
    const int MostWrites = 60;

    /// <summary>The account with everything in it that has happened by now.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no history of a contract that is open.</exception>
    public async Task<PaperState> ReadAsync(PaperAccount account, DateTimeOffset now, CancellationToken cancellation)
    {
        while (true)
        {
            var state = await account.ReadAsync(cancellation);
            if (state.IsIdle || market is null || state.ClearedTo is not { } from || from >= now)
                return state;
            var events = await EventsAsync(market, state, from, cancellation);
            if (events.Count == 0)
                return state;
            var (happened, to) = Apply(state, events);
            await account.TryWriteAsync(happened, state, to, cancellation);
        }
    }

    static async Task<List<Event>> EventsAsync(
        IPerpetualMarket market, PaperState state, DateTimeOffset from, CancellationToken cancellation)
    {
        var events = new List<Event>();
        var symbols = state.Positions.Keys.Concat(state.Stops.Values.Select(stop => stop.Base + stop.Quote)).Distinct();
        foreach (var symbol in symbols.Order(StringComparer.Ordinal))
        {
            var pair = Pair.Parse(symbol);
            foreach (var bar in await market.GetMarkBarsAsync(pair, from, cancellation))
                events.Add(new Event(bar.CloseTime, bar, null));
            foreach (var rate in await market.GetFundingRatesAsync(pair, from, cancellation))
                events.Add(new Event(rate.Time, null, rate));
        }
        // A settlement counts at the price its moment's bars closed at.
        return [.. events.OrderBy(e => e.Time).ThenBy(e => e.Rate is null ? 0 : 1)];
    }

    (List<StoreOperation> Happened, DateTimeOffset To) Apply(PaperState state, List<Event> events)
    {
        var happened = new List<StoreOperation>();
        var to = events[0].Time;
        foreach (var next in events)
        {
            if (next.Time > to && happened.Count >= MostWrites)
                break;
            to = next.Time;
            if (next.Rate is { } rate && state.Positions.TryGetValue(rate.Pair.Symbol, out var held))
                happened.Add(PaperAccount.Create(PaperTrades.Settle(state, held, rate)));
            if (next.Bar is { } bar)
                Pass(state, bar, happened);
        }
        return (happened, to);
    }

    void Pass(PaperState state, Bar bar, List<StoreOperation> happened)
    {
        var symbol = bar.Pair.Symbol;
        if (state.Positions.TryGetValue(symbol, out var position) && Beyond(state, position, bar.Open) is { } gone)
            Liquidate(state, position, bar, gone, happened);
        foreach (var stop in Triggered(state, bar))
            SetOff(state, stop, bar, happened);
        if (state.Positions.TryGetValue(symbol, out position)
            && Beyond(state, position, position.Size > 0m ? bar.Low : bar.High) is { } price)
            Liquidate(state, position, bar, price, happened);
        if (state.Positions.TryGetValue(symbol, out position))
            state.Positions[symbol] = position with { Mark = bar.Close };
    }

    // The price at which the position is taken over, when a price lies beyond its liquidation price.
    static decimal? Beyond(PaperState state, PaperPositionRecord position, decimal price)
    {
        var (liquidation, bankruptcy) = PaperMapping.ForcedPrices(state, position);
        var beyond = position.Size > 0m ? price <= liquidation : price >= liquidation && liquidation > 0m;
        return beyond ? bankruptcy : null;
    }

    void Liquidate(
        PaperState state, PaperPositionRecord position, Bar bar, decimal bankruptcy, List<StoreOperation> happened)
    {
        var instrument = instruments[bar.Pair];
        // Rounded to the tick for the account, so that it loses its margin and not more; the rest is the insurance fund's.
        var price = position.Size > 0m
            ? Math.Max(instrument.TickSize, Rounding.Up(bankruptcy, instrument.TickSize))
            : Rounding.Down(bankruptcy, instrument.TickSize);
        var id = FormattableString.Invariant($"liquidation-{bar.Pair.Symbol}-{bar.CloseTime:yyyyMMdd'T'HHmm}");
        var side = position.Size > 0m ? OrderSide.Sell : OrderSide.Buy;
        var trade = new PaperTrades.Trade(
            instrument, side, TransactionKind.Liquidation, id, null, 0m, options.Leverage, bar.Close, bar.CloseTime);
        var (_, log) = PaperTrades.Apply(state, trade, [new PaperBook.Slice(Math.Abs(position.Size), price)]);
        happened.AddRange(log.Select(PaperAccount.Create));
    }

    static List<PaperStopRecord> Triggered(PaperState state, Bar bar) =>
    [
        .. state.Stops.Values
            .Where(stop => stop.Base + stop.Quote == bar.Pair.Symbol)
            .Where(stop => stop.Side == nameof(OrderSide.Sell) ? bar.Low <= stop.Trigger : bar.High >= stop.Trigger)
            // The nearest to the open comes first.
            .OrderBy(stop => Math.Abs(bar.Open - stop.Trigger)).ThenBy(stop => stop.ClientId, StringComparer.Ordinal),
    ];

    void SetOff(PaperState state, PaperStopRecord stop, Bar bar, List<StoreOperation> happened)
    {
        state.Stops.Remove(stop.ClientId);
        var sells = stop.Side == nameof(OrderSide.Sell);
        var open = state.Positions.GetValueOrDefault(bar.Pair.Symbol)?.Size ?? 0m;
        var quantity = Math.Min(stop.Quantity, Math.Max(0m, sells ? open : -open));
        IReadOnlyList<PaperExecutionRecord> executions = [];
        if (quantity > 0m)
        {
            var instrument = instruments[bar.Pair];
            var side = sells ? OrderSide.Sell : OrderSide.Buy;
            var trade = new PaperTrades.Trade(
                instrument, side, TransactionKind.Trade, stop.OrderId, stop.ClientId, instrument.TakerFeeRate, options.Leverage,
                bar.Close, bar.CloseTime);
            (executions, var log) = PaperTrades.Apply(state, trade, Fill(stop, sells, quantity, bar, instrument));
            happened.AddRange(log.Select(PaperAccount.Create));
        }
        var status = executions.Count > 0 ? OrderStatus.Filled : OrderStatus.Cancelled;
        happened.Add(PaperAccount.Create(PaperAccount.ContractOrders, PaperMapping.Ended(
            stop, status, executions, bar.CloseTime, executions.Count > 0 ? null : "EC_ReduceOnlyNoPosition")));
    }

    // A stop is a market order that takes what it gets: what the book does not hold within the threshold fills at its end.
    IReadOnlyList<PaperBook.Slice> Fill(
        PaperStopRecord stop, bool sells, decimal quantity, Bar bar, PerpetualInstrument instrument)
    {
        var side = sells ? OrderSide.Sell : OrderSide.Buy;
        var jumped = sells ? Math.Min(stop.Trigger, bar.Open) : Math.Max(stop.Trigger, bar.Open);
        var slipped = new Price(jumped, bar.Pair).Move((sells ? -1m : 1m) * options.StopSlippageBasisPoints / 10_000m);
        var best = book.BestPrice(new Quote(slipped, slipped, slipped, bar.CloseTime), instrument.TickSize, side);
        var slices = book.Fill(best, quantity, PaperBook.Grid.Of(instrument), side, new ClientOrderId(stop.ClientId));
        var missing = quantity - slices.Sum(slice => slice.Quantity);
        return missing == 0m ? slices : [.. slices, new PaperBook.Slice(missing, slices.Count > 0 ? slices[^1].Price : best)];
    }

    readonly record struct Event(DateTimeOffset Time, Bar? Bar, FundingRate? Rate);
}
