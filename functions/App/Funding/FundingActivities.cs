using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Capital;
using Orchestrations.App.Closing;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Orders;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Funding;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Funding;

/// <summary>The steps of a funding cycle. Every step may run twice.</summary>
public sealed class FundingActivities(
    FundingSettings settings, FundingReadings readings, FundingRepository hedges, FundingIncomeBooks income, ContractBooks contracts,
    ContractClaims claims, OrderRepository orders, EngineBudgets budgets, FundingRounds rounds, AlertRepository alerts, AuditRepository audit)
{
    const string Operation = "funding";

    /// <summary>Books what was settled, divides it, and decides what the cycle does. The first decision stands.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; ask again.</exception>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    [Function(nameof(DecideFunding))]
    public async Task<FundingDecided> DecideFunding([ActivityTrigger] FundingDecideInput input, CancellationToken cancellation)
    {
        var (portfolio, pair) = (input.Cycle.Portfolio, Pair.Parse(input.Cycle.Symbol));
        var decision = await hedges.DecisionAsync(portfolio, input.Instance, cancellation)
            ?? await hedges.DecideAsync(portfolio, input.Instance, await DecideAsync(input, pair, cancellation), cancellation);
        await audit.AppendAsync(DecisionKeyOf(input.Instance), "funding-decision", input.Instance, decision, cancellation);
        return decision.Decided;
    }

    async Task<FundingDecisionItem> DecideAsync(FundingDecideInput input, Pair pair, CancellationToken cancellation)
    {
        var portfolio = input.Cycle.Portfolio;
        await contracts.BookNewAsync(portfolio, cancellation);
        // The income of every contract, whichever of their cycles comes first: all of them share the engine's cash.
        foreach (var each in settings.Pairs)
            await income.DivideAsync(
                portfolio, each, (await hedges.HedgeAsync(portfolio, each.Symbol, cancellation)).IncomeTo ?? input.Now, cancellation);
        var hedge = await hedges.HedgeAsync(portfolio, pair.Symbol, cancellation);
        var budget = await budgets.OfAsync(
            portfolio, PortfolioEngine.Funding, settings.Capital, input.Cycle.Period, () => FreeAsync(portfolio, cancellation), cancellation);
        var market = await readings.MarketAsync(pair, cancellation);
        var reading = await readings.ReadingAsync(market, input.Now, settings.Parameters, cancellation);
        var legs = await readings.LegsAsync(portfolio, pair, cancellation);
        return new FundingDecisionItem(
            reading.Rate, reading.AnnualRate, reading.Basis, reading.Settled, reading.Interval.ToString("c"), legs.Spot.Amount,
            legs.Short.Amount,
            legs.IsFlat(market)
                ? await EnterAsync(input, budget, market, reading, cancellation)
                : await KeepAsync(input, hedge, legs, market, reading, cancellation));
    }

    async Task<int> FreeAsync(string portfolio, CancellationToken cancellation)
    {
        var free = 0;
        foreach (var pair in settings.Pairs)
            free += await claims.HolderAsync(portfolio, pair.Symbol, cancellation) == PortfolioEngine.Funding ? 0 : 1;
        return free;
    }

    /// <summary>The key of a cycle's first audit record.</summary>
    internal static string DecisionKeyOf(string instance) => instance + "-decision";

    /// <summary>Reads the legs from the books and answers the next order, if one is needed.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; ask again.</exception>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    [Function(nameof(NextFundingLeg))]
    public async Task<FundingLeg> NextFundingLeg([ActivityTrigger] FundingLegInput input, CancellationToken cancellation)
    {
        var (portfolio, pair) = (input.Cycle.Portfolio, Pair.Parse(input.Cycle.Symbol));
        await contracts.BookNewAsync(portfolio, cancellation);
        var market = await readings.MarketAsync(pair, cancellation);
        var legs = await readings.LegsAsync(portfolio, pair, cancellation);
        var next = HedgeLeg.Next(
            input.Held, input.GiveUp, legs.Spot, legs.Short, market.Quote.Bid, market.Ticker.Mark, market.Spot, market.Rules,
            settings.Parameters);
        var step = FormattableString.Invariant($"leg-{input.Step}");
        return new FundingLeg(legs.Spot.Amount, legs.Short.Amount, next switch
        {
            HedgeLeg.Contract { Side: OrderSide.Sell } more =>
                OrderOf(input.Cycle, input.Instance, step, OrderSide.Sell, more.Quantity, OrderPurpose.Hedge) with
                {
                    Market = nameof(OrderCategory.Linear),
                },
            HedgeLeg.Contract less =>
                OrderOf(input.Cycle, input.Instance, step, OrderSide.Buy, less.Quantity, OrderPurpose.Exit) with
                {
                    Market = nameof(OrderCategory.Linear), ReduceOnly = true,
                },
            HedgeLeg.Spot spot => OrderOf(input.Cycle, input.Instance, step, OrderSide.Sell, spot.Quantity, OrderPurpose.Exit),
            _ => null,
        });
    }

    /// <summary>The hedges that are open, as the books have them.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; ask again.</exception>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    [Function(nameof(ListHedges))]
    public async Task<FundingHedges> ListHedges([ActivityTrigger] CloseEngineInput closing, CancellationToken cancellation)
    {
        await contracts.BookNewAsync(closing.Portfolio, cancellation);
        var open = new List<string>();
        // Also of contracts that the settings do not name any more.
        foreach (var symbol in (await claims.SymbolsAsync(closing.Portfolio, cancellation)).Union(settings.Pairs.Select(pair => pair.Symbol)))
            if (await readings.LegsAsync(closing.Portfolio, Pair.Parse(symbol), cancellation) is { IsNothing: false } legs
                && !legs.IsFlat(await readings.MarketAsync(Pair.Parse(symbol), cancellation)))
                open.Add(symbol);
        return new FundingHedges(open, settings.LegAttempts, settings.MaxNaked);
    }

    /// <summary>Notes how the cycle left the hedge, gives the contract back when there is none, and alerts.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; ask again.</exception>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    [Function(nameof(RecordFundingCycle))]
    public async Task<FundingCycleResult> RecordFundingCycle([ActivityTrigger] FundingCycleEnd end, CancellationToken cancellation)
    {
        var (cycle, pair) = (end.Cycle, Pair.Parse(end.Cycle.Symbol));
        var market = await readings.MarketAsync(pair, cancellation);
        var legs = await readings.LegsAsync(cycle.Portfolio, pair, cancellation);
        var flat = legs.IsFlat(market);
        if (flat)
        {
            var stood = (await hedges.HedgeAsync(cycle.Portfolio, pair.Symbol, cancellation)).OpenedAt is not null;
            await rounds.EndAsync(cycle.Portfolio, pair, stood, cycle.Begin ?? end.Begun, cancellation);
        }
        var outcome = !end.MadeEqual ? "Naked"
            : flat ? end.Decided.Action switch { "None" => "None", "Enter" => "NotEntered", _ => "Flat" }
            : "Hedged";
        var result = new FundingCycleResult(
            pair.Symbol, cycle.Period, end.Decided.Action, outcome, legs.Spot.Amount, legs.Short.Amount, end.Naked,
            end.Spot is { Code: { } code }
                ? $"{end.Decided.Reason}; the spot order ended as {end.Spot.Status} ({code}: {end.Spot.Reason})"
                : end.Decided.Reason);
        // The first end stands: a step that runs again finds other prices, and legs that the next cycle may have moved.
        (result, flat) = await hedges.EndAsync(cycle.Portfolio, end.Instance, new FundingEndItem(result, flat), hedge => hedge with
        {
            OpenedAt = flat ? null : hedge.OpenedAt ?? cycle.Begin ?? end.Begun,
            IncomeTo = end.Now,
            LongestNaked = hedge.LongestNaked > end.Naked ? hedge.LongestNaked : end.Naked,
        }, cancellation);
        if (flat)
            await claims.ReleaseAsync(cycle.Portfolio, pair.Symbol, PortfolioEngine.Funding, end.Now, cancellation);
        await AlertAsync(end, result, cancellation);
        await NoteAsync(end, result, cancellation);
        await audit.AppendAsync(end.Instance + "-end", "funding-cycle", end.Instance, result, cancellation);
        return result;
    }

    async Task<FundingDecided> EnterAsync(
        FundingDecideInput input, EngineBudget budget, FundingMarket market, FundingReading reading, CancellationToken cancellation)
    {
        var (portfolio, symbol) = (input.Cycle.Portfolio, input.Cycle.Symbol);
        if (!settings.Pairs.Contains(Pair.Parse(symbol)))
            return Nothing(null, "the settings do not name the contract any more");
        var entry = FundingEntry.Decide(reading, settings.Parameters);
        if (!entry.Enters)
            return Nothing(null, $"no entry: {entry}");
        // Cycles may follow each other every hour, and an order is worked on for two.
        if (await orders.MayEnterAsync(portfolio, Operation, symbol, cancellation))
            return Nothing(OrderCodes.Unresolved, "it is not known what became of an earlier entry");
        if (!budget.Given)
            return Nothing(EngineFunds.NotThere, $"CORE does not hold the capital of {settings.Capital}");
        var capital = budget.Cash * settings.SpotShare / Math.Max(1, budget.Sharers);
        if (HedgeSizing.For(capital, market.Quote, market.Spot, market.Ticker.Quote.Bid, market.Rules) is not HedgeSize.Sized sized)
            return Nothing(HedgeSize.TooSmall.Code, $"{capital} is too small for both legs");
        if (!await claims.ClaimAsync(portfolio, symbol, PortfolioEngine.Funding, input.Now, cancellation))
            return Nothing(ContractClaims.Taken, $"another engine trades the contract {symbol}");
        await rounds.BeginAsync(portfolio, Pair.Parse(symbol), cancellation);
        var spot = OrderOf(input.Cycle, input.Instance, "spot", OrderSide.Buy, sized.Spot, OrderPurpose.Entry) with
        {
            NotAfter = RunTimes.EntryUntil(input.Now),
        };
        return Do("Enter", "every condition of an entry holds") with { Spot = spot };
    }

    async Task<FundingDecided> KeepAsync(
        FundingDecideInput input, FundingHedgeItem hedge, FundingLegs legs, FundingMarket market, FundingReading reading,
        CancellationToken cancellation)
    {
        var exit = FundingExits.Decide(hedge.OpenedAt ?? input.Now, reading, settings.Parameters);
        if (exit != FundingExit.None)
            return Do("Exit", exit.ToString());
        // A hedge whose first cycle broke off may have no claim yet.
        if (!await claims.ClaimAsync(
            input.Cycle.Portfolio, input.Cycle.Symbol, PortfolioEngine.Funding, input.Now, cancellation))
            return Do("Exit", $"another engine trades the contract {input.Cycle.Symbol}");
        var drift = HedgeDrift.Of(legs.Spot, legs.Short, market.Ticker.Mark, market.Rules, settings.Parameters);
        return drift.Share > settings.Parameters.MaxDrift
            ? Do("Repair", FormattableString.Invariant($"the legs differ by {drift.Share:0.####}"))
            : Do("Hold", "no reason to leave");
    }

    async Task AlertAsync(FundingCycleEnd end, FundingCycleResult result, CancellationToken cancellation)
    {
        var legs = FormattableString.Invariant($"spot {result.Spot}, short {result.Short}");
        if (!end.MadeEqual)
            await alerts.RaiseAsync(new Alert(
                end.Instance + "-naked", AlertSeverity.P0, FundingCodes.LeftNaked, result.Symbol,
                "A leg of the hedge stands alone.", "equal legs", legs), cancellation);
        else if (end.GaveUp)
            await alerts.RaiseAsync(new Alert(
                end.Instance + "-unwound", AlertSeverity.P2, FundingCodes.Unwound, result.Symbol,
                "The contract leg could not be brought to its size; the spot leg was made equal to it.", "hedged", legs),
                cancellation);
        if (end.Naked > end.Decided.MaxNaked)
            await alerts.RaiseAsync(new Alert(
                end.Instance + "-naked-long", AlertSeverity.P2, FundingCodes.NakedTooLong, result.Symbol,
                "A leg of the hedge stood alone longer than allowed.", end.Decided.MaxNaked.ToString("c"), end.Naked.ToString("c")),
                cancellation);
    }

    async Task NoteAsync(FundingCycleEnd end, FundingCycleResult result, CancellationToken cancellation)
    {
        var legs = FormattableString.Invariant($"spot {result.Spot}, short {result.Short}");
        if (result is { Action: "Enter", Outcome: "Hedged" })
            await alerts.RaiseAsync(new Alert(
                end.Instance + "-entered", AlertSeverity.P3, FundingCodes.Entered, result.Symbol, "A hedge was entered.", null, legs),
                cancellation);
        if (result is { Action: "Exit", Outcome: "Flat" })
            await alerts.RaiseAsync(new Alert(
                end.Instance + "-exited", AlertSeverity.P3, FundingCodes.Exited, result.Symbol, "A hedge was left.", null, result.Reason),
                cancellation);
    }

    FundingDecided Nothing(string? code, string reason) => Do("None", reason) with { Code = code };

    FundingDecided Do(string action, string reason) =>
        new(action, null, reason, null, settings.LegAttempts, settings.MaxNaked);

    static OrderInput OrderOf(
        FundingCycleInput cycle, string instance, string step, OrderSide side, Quantity size, OrderPurpose purpose) => new(
        cycle.Portfolio, Account.EngineCode(PortfolioEngine.Funding), Operation, instance, step, cycle.Symbol, side.ToString(),
        size.Amount, size.Asset.Code)
    {
        Purpose = purpose.ToString(),
    };
}
