using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Capital;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.Orders;
using Orchestrations.App.Portfolio;
using Orchestrations.App.Risk;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Tactical;

namespace Orchestrations.App.Tactical;

/// <summary>The steps of the tactical reserve. Every step may run twice.</summary>
public sealed class TacticalActivities(
    TacticalRepository runs, TacticalMarket crisis, PortfolioValuation valuation, IMarketData market, LedgerRepository ledger,
    OrderRepository orders, EntryGate gate, RiskSettings risk, LossMemory losses, EngineFunds funds, TacticalSettings settings,
    AlertRepository alerts, AuditRepository audit)
{
    const string Operation = "tactical";

    static readonly string engine = Account.EngineCode(PortfolioEngine.Tactical);

    /// <summary>Looks at the market and decides what to deploy and what to give back; the first decision of a run stands.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    /// <exception cref="ExchangeUnavailableException">The positions could not be read; ask again.</exception>
    [Function(nameof(DecideTactical))]
    public async Task<TacticalDecided> DecideTactical([ActivityTrigger] TacticalStep step, CancellationToken cancellation)
    {
        var decision = await runs.FindAsync(step.Portfolio, step.Run, cancellation) ?? await DecideAsync(
            step with { Now = RunTimes.Floor(step.Now, TimeSpan.FromHours(1)) }, cancellation);
        await audit.AppendAsync(step.Run + "-decision", "tactical-decision", step.Run, decision, cancellation);
        var score = decision.FromDrawdown + decision.FromFear + decision.FromFunding;
        return new TacticalDecided(
            decision.Outcome, score, decision.Again,
            [.. decision.Exits.Select(exit => new TacticalExitOrder(exit.Position, exit.Why, ExitOf(step, exit)))],
            decision.Amount > 0m ? SlicesOf(step, decision.Amount) : []);
    }

    /// <summary>
    /// Counts an order in its position, once; what a sale brought goes to the core by ledger transfer, keyed by the order.
    /// </summary>
    [Function(nameof(RecordTacticalOrder))]
    public async Task<TacticalLine> RecordTacticalOrder([ActivityTrigger] TacticalOrderEnd end, CancellationToken cancellation)
    {
        var (order, result) = (end.Order, end.Result);
        end = end with { OpenedAt = RunTimes.Floor(end.OpenedAt, TimeSpan.FromHours(1)) };
        if (result is null)
            return new TacticalLine(order.Symbol, order.Side, "Failed", 0m, 0m, 0m, TacticalCodes.OrderFailed);
        // Its end is not known, so nothing of it is counted; a later run looks again.
        if (result.Status == nameof(OrderStage.Unresolved))
            return new TacticalLine(order.Symbol, order.Side, result.Status, 0m, 0m, 0m, result.Code);
        var returned = 0m;
        if (result.Side == nameof(OrderSide.Sell) && result.NetNotional > 0m)
        {
            returned = result.NetNotional;
            var position = (await runs.StateAsync(order.Portfolio, cancellation))?.Positions.FirstOrDefault(p => p.Id == end.Position);
            var transfer = TacticalReturns.Of(result.ClientId, new Money(returned, Asset.Usdt), end.OpenedAt);
            await ledger.PostAsync(order.Portfolio, transfer, cancellation);
            if (position is not null && position.Quantity > 0m
                && returned < position.Cost * Math.Min(1m, result.Quantity / position.Quantity))
                await losses.NoteAsync(
                    order.Portfolio, PortfolioEngine.Tactical, Pair.Parse(order.Symbol), end.OpenedAt, cancellation);
        }
        await runs.CountAsync(end, result, cancellation);
        if (result.NetQuantity > 0m)
            await alerts.RaiseAsync(new Alert(
                "tactical-" + result.ClientId, AlertSeverity.P3,
                result.Side == nameof(OrderSide.Sell) ? TacticalCodes.Exited : TacticalCodes.Deployed, order.Symbol,
                result.Side == nameof(OrderSide.Sell) ? "The tactical reserve sold a position." : "The tactical reserve bought.", null,
                FormattableString.Invariant($"{result.NetQuantity} for {result.Notional}")), cancellation);
        return new TacticalLine(
            order.Symbol, order.Side, result.Status, result.NetQuantity, result.Notional, returned, result.Code);
    }

    /// <summary>Records what the run came to.</summary>
    [Function(nameof(RecordTactical))]
    public async Task<TacticalResult> RecordTactical([ActivityTrigger] TacticalEnd end, CancellationToken cancellation)
    {
        await audit.AppendAsync(end.Run + "-outcome", "tactical-outcome", end.Run, end.Result, cancellation);
        return end.Result;
    }

    async Task<TacticalDecisionItem> DecideAsync(TacticalStep step, CancellationToken cancellation)
    {
        await funds.CashAsync(step.Portfolio, PortfolioEngine.Tactical, settings.Capital, cancellation);
        var state = await runs.StateAsync(step.Portfolio, cancellation);
        var reading = await crisis.ReadAsync(step.Now, state?.AllTimeHigh, cancellation);
        var bids = new Dictionary<Pair, Price>();
        foreach (var pair in (state?.Positions ?? []).Select(p => Pair.Parse(p.Symbol)).Distinct())
            bids[pair] = (await market.GetQuoteAsync(pair, cancellation)).Bid;
        var value = await valuation.ValueAsync(step.Portfolio, cancellation);
        var closedBy = await gate.ClosedByAsync(step.Portfolio, cancellation);
        // What the balance rule holds back for slippage is not planned with: the engine never spends more than it has.
        var reserve = value.Of(PortfolioEngine.Tactical, Asset.Usdt) * (1m / (1m + risk.Limits.SlippageReserve));
        var open = await OpenAsync(step, cancellation);
        return await runs.DecideAsync(step, reading, value, reserve, bids, closedBy, open, cancellation);
    }

    // Also orders that filled and are not counted: others (the reconciliation, the kill switch) learned their end, or a run was ended
    // before it counted.
    async Task<List<TacticalOpenOrder>> OpenAsync(TacticalStep step, CancellationToken cancellation)
    {
        var open = new List<TacticalOpenOrder>();
        var counted = await runs.CountedAsync(step.Portfolio, cancellation);
        await foreach (var record in orders.ListAsync(step.Portfolio, Operation + "-", cancellation))
            if (record.Order.Operation == Operation && record.Submits > 0
                && (!OrderLifeCycle.IsEnd(record.At) || (record.Fills is not null && !counted.Contains(record.ClientId))))
                open.Add(new TacticalOpenOrder(PositionOf(record.Order), record.CreatedAt, record.Order));
        return open;
    }

    static string PositionOf(OrderInput order) => order.Side == nameof(OrderSide.Sell)
        ? order.Step["exit-".Length..]
        : $"{order.Instance}-{order.Symbol}";

    List<IReadOnlyList<OrderInput>> SlicesOf(TacticalStep step, decimal amount)
    {
        var targets = settings.Parameters.Targets;
        return [.. TacticalDecision.Slice(new Money(amount, Asset.Usdt), settings.Parameters).Select((parts, number) =>
            (IReadOnlyList<OrderInput>)[.. parts.Select((part, i) => (part, targets[i].Pair))
                .Where(p => p.part.IsPositive)
                .Select(p => new OrderInput(
                    step.Portfolio, engine, Operation, step.Run, $"{p.Pair.Symbol}-{number}", p.Pair.Symbol,
                    nameof(OrderSide.Buy), p.part.Amount, Asset.Usdt.Code))])];
    }

    static OrderInput ExitOf(TacticalStep step, TacticalExitItem exit) => new(
        step.Portfolio, engine, Operation, step.Run, "exit-" + exit.Position, exit.Symbol,
        nameof(OrderSide.Sell), exit.Quantity, Pair.Parse(exit.Symbol).Base.Code) { Purpose = nameof(OrderPurpose.Exit) };
}
