using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Audit;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.Orders;
using Orchestrations.App.Portfolio;
using Orchestrations.App.Risk;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Rebalance;

/// <summary>The steps of a rebalance. Every step may run twice.</summary>
public sealed class RebalanceActivities(
    RebalanceRepository runs, PortfolioValuation valuation, LedgerRepository ledger, OrderRepository orders, EntryGate gate, RiskSettings risk,
    AuditRepository audit)
{
    // A run that was away so long must not trade beside the next day's, which decides by what the first one left undone.
    static readonly TimeSpan GoodFor = TimeSpan.FromHours(23);

    /// <summary>Looks at the core and decides what to trade; the first decision of a run stands.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    /// <exception cref="ExchangeUnavailableException">The positions could not be read; ask again.</exception>
    [Function(nameof(DecideRebalance))]
    public async Task<RebalanceDecided> DecideRebalance([ActivityTrigger] RebalanceStep step, CancellationToken cancellation)
    {
        var decision = await runs.FindAsync(step.Portfolio, step.Run, cancellation) ?? await runs.DecideAsync(
            step with { Now = RunTimes.Floor(step.Now, TimeSpan.FromDays(1)) }, RunTimes.Floor(step.Now, TimeSpan.FromHours(1)) + GoodFor,
            await valuation.ValueAsync(step.Portfolio, cancellation),
            await gate.ClosedByAsync(step.Portfolio, cancellation), await OpenAsync(step.Portfolio, cancellation), cancellation);
        await audit.AppendAsync(step.Run + "-decision", "rebalance-decision", step.Run, decision, cancellation);
        return new RebalanceDecided(
            decision.Reason, decision.Again,
            [.. decision.Trades.Where(t => t.Side == nameof(OrderSide.Sell)).Select(t => OrderOf(step, t, decision.NotAfter))],
            decision.Trades.Any(t => t.Side == nameof(OrderSide.Buy)));
    }

    /// <summary>Fits the buys into the core's cash as it is after the sells; the first answer stands.</summary>
    [Function(nameof(FitRebalanceBuys))]
    public async Task<RebalanceBuys> FitRebalanceBuys([ActivityTrigger] RebalanceStep step, CancellationToken cancellation)
    {
        var decision = await runs.FindAsync(step.Portfolio, step.Run, cancellation)
            ?? throw new InvalidOperationException($"The run {step.Run} has not decided.");
        var holdings = new Account(PortfolioEngine.Core, AccountKind.Holdings);
        var cash = await ledger.BalanceAsync(step.Portfolio, holdings, Asset.Usdt, cancellation);
        // What the balance rule holds back for slippage is not planned with.
        var spendable = cash * (1m / (1m + risk.Limits.SlippageReserve)) - risk.Limits.CashReserve;
        var buys = await runs.FitAsync(step.Portfolio, step.Run, decision, spendable, cancellation);
        await audit.AppendAsync(step.Run + "-buys", "rebalance-buys", step.Run, buys, cancellation);
        return new RebalanceBuys([.. buys.Select(t => OrderOf(step, t, decision.NotAfter))]);
    }

    /// <summary>Records what the run came to.</summary>
    [Function(nameof(RecordRebalance))]
    public async Task<RebalanceResult> RecordRebalance([ActivityTrigger] RebalanceEnd end, CancellationToken cancellation)
    {
        await audit.AppendAsync(end.Run + "-outcome", "rebalance-outcome", end.Run, end.Result, cancellation);
        return end.Result;
    }

    async Task<List<OrderInput>> OpenAsync(string portfolio, CancellationToken cancellation)
    {
        var open = new List<OrderInput>();
        await foreach (var record in orders.ListOpenAsync(portfolio, "rebalance", cancellation))
            open.Add(record.Order);
        return open;
    }

    static OrderInput OrderOf(RebalanceStep step, RebalanceTradeItem trade, DateTimeOffset? notAfter) => new(
        step.Portfolio, Account.EngineCode(PortfolioEngine.Core), "rebalance", step.Run, trade.Symbol, trade.Symbol,
        trade.Side, trade.Amount, Asset.Usdt.Code)
    {
        Purpose = trade.Side == nameof(OrderSide.Sell) ? nameof(OrderPurpose.Exit) : nameof(OrderPurpose.Entry),
        NotAfter = notAfter,
    };
}
