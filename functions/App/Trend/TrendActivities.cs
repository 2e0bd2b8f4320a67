using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Capital;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Orders;
using Orchestrations.App.Risk;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Stops;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Trend;

namespace Orchestrations.App.Trend;

/// <summary>The steps of a trend run. Every step may run twice.</summary>
public sealed class TrendActivities(
    TrendSettings settings, TrendRepository trades, IMarketData market, IPerpetualMarket contractMarket, IPerpetuals perpetuals,
    ContractBooks contracts, ContractClaims claims, OrderRepository orders, EngineBudgets budgets, BreakerRepository breakers,
    LossMemory losses, AlertRepository alerts, AuditRepository audit)
{
    /// <summary>Books what happened, and decides on the closed bars. The first decision stands.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; ask again.</exception>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    [Function(nameof(DecideTrend))]
    public async Task<TrendDecided> DecideTrend([ActivityTrigger] TrendDecideInput input, CancellationToken cancellation)
    {
        var (portfolio, pair) = (input.Run.Portfolio, Pair.Parse(input.Run.Symbol));
        var decision = await trades.DecisionAsync(portfolio, input.Instance, cancellation)
            ?? await trades.DecideAsync(portfolio, input.Instance, await DecideAsync(input, pair, cancellation), cancellation);
        await audit.AppendAsync(DecisionKeyOf(input.Instance), "trend-decision", input.Instance, decision, cancellation);
        return decision.Decided;
    }

    async Task<TrendDecisionItem> DecideAsync(TrendDecideInput input, Pair pair, CancellationToken cancellation)
    {
        var portfolio = input.Run.Portfolio;
        await contracts.BookNewAsync(portfolio, cancellation);
        var position = await contracts.PositionAsync(portfolio, PortfolioEngine.Trend, pair, cancellation);
        var trade = await trades.TradeAsync(portfolio, pair.Symbol, cancellation);
        var budget = await budgets.OfAsync(
            portfolio, PortfolioEngine.Trend, settings.Capital, input.Run.Day, () => Task.FromResult(settings.Pairs.Count), cancellation);
        return new TrendDecisionItem(position, trade, (position, trade) switch
        {
            (<= 0m, { EnteredAt: not null }) => new TrendDecided(
                "Closed", null, "the position is gone: its stop or the exchange closed it", null, StopOf(input.Instance, trade, false)),
            (<= 0m, _) when await EntersAsync(portfolio, pair, cancellation) => Nothing(
                OrderCodes.Unresolved, "it is not known what became of an earlier entry"),
            (<= 0m, { StopId: not null }) => new TrendDecided(
                "Closed", null, "the entry was never filled", null, StopOf(input.Instance, trade, false)),
            (<= 0m, _) => await EnterAsync(input, pair, budget, cancellation),
            _ => await KeepAsync(input, pair, position, trade, cancellation),
        });
    }

    /// <summary>The key of a run's first audit record.</summary>
    internal static string DecisionKeyOf(string instance) => instance + "-decision";

    /// <summary>Notes how the run left the trade, gives the contract back when there is none, and alerts.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; ask again.</exception>
    [Function(nameof(RecordTrendRun))]
    public async Task<TrendRunResult> RecordTrendRun([ActivityTrigger] TrendRunEnd end, CancellationToken cancellation)
    {
        var (portfolio, pair) = (end.Run.Portfolio, Pair.Parse(end.Run.Symbol));
        await contracts.BookNewAsync(portfolio, cancellation);
        var position = await contracts.PositionAsync(portfolio, PortfolioEngine.Trend, pair, cancellation);
        var trade = await trades.TradeAsync(portfolio, pair.Symbol, cancellation);
        // Not the trade as it stands: a step that runs again finds what the first one left.
        var before = (await trades.DecisionAsync(portfolio, end.Instance, cancellation))?.Trade ?? trade;
        // An order without a known end, or whose orchestration was ended, may be filled yet: then the contract is kept.
        var open = end.Decided.Order is not null && end.Order is null or { Status: nameof(OrderStage.Unresolved) };
        // Nor is it given back under the entry of another run.
        var gone = position <= 0m && !open && !await EntersAsync(portfolio, pair, cancellation);
        var made = gone ? await ProfitAsync(portfolio, pair, trade, end, cancellation) : null;
        var protectedAt = end.Stop is { Status: "Standing" } standing && position > 0m ? standing.Trigger : (decimal?)null;
        var result = new TrendRunResult(
            pair.Symbol, end.Run.Day, end.Decided.Action, position, protectedAt, made?.Amount.Amount, ReasonOf(end))
        {
            Postings = made?.Sources,
        };
        // The first end stands: a step that runs again finds the trade gone, and could not tell any more what it made.
        var left = position > 0m || open ? Standing(trade, end) : new TrendTradeItem(pair.Symbol);
        (result, gone) = await trades.EndAsync(portfolio, end.Instance, new TrendEndItem(result, gone), left, cancellation);
        if (result.Profit < 0m)
            await losses.NoteAsync(portfolio, PortfolioEngine.Trend, pair, end.Run.Begin ?? end.Now, cancellation);
        if (gone)
            await claims.ReleaseAsync(portfolio, pair.Symbol, PortfolioEngine.Trend, end.Now, cancellation);
        await AlertAsync(end, result, cancellation);
        foreach (var note in TrendNotes.Of(end, before, result))
            await alerts.RaiseAsync(note, cancellation);
        await audit.AppendAsync(end.Instance + "-end", "trend-run", end.Instance, result, cancellation);
        return result;
    }

    /// <summary>What closing every open position takes.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; ask again.</exception>
    [Function(nameof(ListTrendExits))]
    public async Task<TrendExits> ListTrendExits([ActivityTrigger] TrendExitsInput input, CancellationToken cancellation)
    {
        await contracts.BookNewAsync(input.Portfolio, cancellation);
        var exits = new List<TrendDecided>();
        // By the books, not by the trades: of a run that broke off there is a position and no trade.
        foreach (var symbol in await claims.SymbolsAsync(input.Portfolio, cancellation))
        {
            var pair = Pair.Parse(symbol);
            var position = await contracts.PositionAsync(input.Portfolio, PortfolioEngine.Trend, pair, cancellation);
            var trade = await trades.TradeAsync(input.Portfolio, symbol, cancellation);
            if (position > 0m)
                exits.Add(new TrendDecided(
                    "Exit", null, "the engine is closed",
                    TrendOrders.Exit(input.Portfolio, input.Run, "exit-" + trade.Symbol, trade.Symbol, position),
                    StopOf(input.Run, trade, wanted: false) is { } stop ? stop with { Quantity = position } : null));
        }
        return new TrendExits(exits);
    }

    async Task<TrendDecided> EnterAsync(TrendDecideInput input, Pair pair, EngineBudget budget, CancellationToken cancellation)
    {
        var portfolio = input.Run.Portfolio;
        if (!settings.Pairs.Contains(pair))
            return Nothing(null, "the settings do not name the contract any more");
        if (await ReadingAsync(pair, cancellation) is not { } reading)
            return Nothing("ORC-TREND-002", "there are too few closed bars yet");
        var entry = TrendEntry.Decide(reading, settings.Parameters);
        if (!entry.Enters)
            return Nothing(null, $"no entry: {entry}");
        if (!budget.Given)
            return Nothing(EngineFunds.NotThere, $"CORE does not hold the capital of {settings.Capital}");
        var contract = await perpetuals.GetInstrumentAsync(pair, cancellation);
        var ask = (await contractMarket.GetTickerAsync(pair, cancellation)).Quote.Ask;
        var factor = (await breakers.GetAsync(portfolio, cancellation)).Actions.StopFactor;
        if (TrendStop.Initial(ask, reading.Atr, settings.Parameters, contract.TickSize, factor) is not { } stop)
            return Nothing(null, "no stop can serve this range");
        var size = TrendSize.Of(budget.Cash, ask, stop, settings.Parameters, contract.LotStep);
        if (size.Quantity.IsZero)
            return Nothing(null, $"{budget.Cash} is too little for one lot at this risk");
        if (!await claims.ClaimAsync(portfolio, pair.Symbol, PortfolioEngine.Trend, input.Now, cancellation))
            return Nothing(ContractClaims.Taken, $"another engine trades the contract {pair.Symbol}");
        return new TrendDecided(
            "Enter", null, "every condition of an entry holds",
            TrendOrders.Enter(portfolio, input.Instance, pair.Symbol, size.Quantity.Amount, pair.Base.Code, stop.Value) with
            {
                NotAfter = RunTimes.EntryUntil(input.Now),
            },
            new StopInput(
                TrendOrders.Operation, input.Instance, pair.Symbol, nameof(OrderSide.Sell), size.Quantity.Amount, stop.Value,
                Wanted: true, ClientId: null));
    }

    async Task<TrendDecided> KeepAsync(
        TrendDecideInput input, Pair pair, decimal position, TrendTradeItem trade, CancellationToken cancellation)
    {
        TrendDecided Leave(string reason) => new(
            "Exit", null, reason, TrendOrders.Exit(input.Run.Portfolio, input.Instance, "exit", pair.Symbol, position),
            StopOf(input.Instance, trade, wanted: false) is { } stop ? stop with { Quantity = position } : null);
        // Filled after its run had ended: nobody knows why it was entered or where it is protected.
        if (trade.EnteredAt is not { } enteredAt || trade.StopId is null)
            return Leave("a position without a trade");
        if (await ReadingAsync(pair, cancellation) is not { } reading)
            return Leave("there are too few closed bars");
        var held = new TrendPosition(
            new Quantity(position, pair.Base), new Price(trade.EntryPrice, pair), enteredAt, new Price(trade.Stop, pair));
        var exit = held.Exit(reading, input.Now, settings.Parameters);
        if (exit != TrendExit.None)
            return Leave(exit.ToString());
        var contract = await perpetuals.GetInstrumentAsync(pair, cancellation);
        var factor = (await breakers.GetAsync(input.Run.Portfolio, cancellation)).Actions.StopFactor;
        var trailed = held.Trail(reading, settings.Parameters, contract.TickSize, factor);
        return new TrendDecided(
            "Hold", null, "no reason to leave", null,
            StopOf(input.Instance, trade, wanted: true)! with { Quantity = position, Trigger = trailed.Stop.Value })
        {
            Trails = trailed.Stop.Value != trade.Stop,
        };
    }

    async Task<bool> EntersAsync(string portfolio, Pair pair, CancellationToken cancellation) =>
        await orders.MayEnterAsync(portfolio, TrendOrders.Operation, pair.Symbol, cancellation);

    async Task<TrendReading?> ReadingAsync(Pair pair, CancellationToken cancellation)
    {
        var needed = TrendReading.BarsNeeded(settings.Parameters);
        var bars = await market.GetDailyBarsAsync(pair, needed, cancellation);
        return bars.Count < needed ? null : TrendReading.Of(bars, settings.Parameters);
    }

    TrendTradeItem Standing(TrendTradeItem trade, TrendRunEnd end)
    {
        var entered = trade.EnteredAt is null && end.Order is { AveragePrice: not null }
            ? trade with { EnteredAt = end.Run.Begin ?? end.Begun, EntryPrice = end.Order.AveragePrice.Value, Stop = end.Decided.Stop?.Trigger ?? 0m }
            : trade;
        return end.Stop is { Status: "Standing" or "Unknown" } stop
            ? entered with { StopId = stop.ClientId, Stop = stop.Status == "Standing" ? stop.Trigger : entered.Stop }
            : entered;
    }

    // Every line of the engine's contract since the day of the entry: profit, fees and funding.
    async Task<ContractProfit?> ProfitAsync(
        string portfolio, Pair pair, TrendTradeItem trade, TrendRunEnd end, CancellationToken cancellation)
    {
        var begun = trade.EnteredAt ?? (end.Order is { Quantity: > 0m } ? end.Run.Begin ?? end.Begun : null);
        return begun is { } from
            ? await contracts.ProfitAsync(portfolio, PortfolioEngine.Trend, pair, from, end.Now, cancellation)
            : null;
    }

    async Task AlertAsync(TrendRunEnd end, TrendRunResult result, CancellationToken cancellation)
    {
        var wanted = end.Decided.Stop is { Wanted: true } && end.Stop is not null;
        // What an exit left open keeps its stop.
        var left = end.Decided.Action == "Exit" && result.Position > 0m;
        if ((wanted || left) && end.Stop?.Status is not ("Standing" or "Filled"))
            await alerts.RaiseAsync(new Alert(
                end.Instance + "-unprotected", result.Position > 0m ? AlertSeverity.P0 : AlertSeverity.P2,
                TrendCodes.Unprotected, result.Symbol,
                result.Position > 0m ? "A position has no stop at the exchange." : "A position without a stop was closed.",
                FormattableString.Invariant($"stop at {end.Decided.Stop?.Trigger}"), $"{end.Stop?.Status ?? "None"}: {end.Stop?.Reason}"),
                cancellation);
    }

    static string ReasonOf(TrendRunEnd end) => end.Order is { Code: { } code }
        ? $"{end.Decided.Reason}; the order ended as {end.Order.Status} ({code}: {end.Order.Reason})"
        : end.Decided.Reason;

    static StopInput? StopOf(string instance, TrendTradeItem trade, bool wanted) => trade.StopId is null
        ? null
        : new StopInput(
            TrendOrders.Operation, instance, trade.Symbol, nameof(OrderSide.Sell), 0m, trade.Stop, wanted, trade.StopId);

    static TrendDecided Nothing(string? code, string reason) => new("None", code, reason, null, null);
}
