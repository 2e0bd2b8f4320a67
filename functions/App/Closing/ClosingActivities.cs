using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Audit;
using Orchestrations.App.Ledger;
using Orchestrations.App.Orders;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Closing;

/// <summary>The steps of closing an engine. Every step may run twice.</summary>
public sealed class ClosingActivities(
    LedgerRepository ledger, OrderRepository orders, PromisedFunds promised, IStore store, AuditRepository audit)
{
    const string Operation = "close";

    /// <summary>
    /// Decides what to sell: every coin the engine holds, less what sells of other operations without a known end may sell already;
    /// coins with such an order of an earlier closing are left alone. The first decision of a run stands.
    /// </summary>
    [Function(nameof(DecideClosing))]
    public async Task<ClosingDecided> DecideClosing([ActivityTrigger] CloseEngineInput closing, CancellationToken cancellation)
    {
        var key = new StoreKey("closings-" + closing.Portfolio, $"{closing.Run}-{closing.Engine}");
        var decided = await FindAsync(key, cancellation);
        if (decided is null)
        {
            var create = new StoreOperation.Create(key.Id, StoreJson.Write(await DecideAsync(closing, cancellation)));
            await store.WriteAsync(key.Partition, [create], cancellation);
            decided = await FindAsync(key, cancellation)
                ?? throw new InvalidOperationException($"The decision {key.Id} was written and is not there.");
        }
        await audit.AppendAsync(
            $"{key.Id}-closing", "closing-decision", key.Id, new { closing, decided.Again, decided.Orders }, cancellation);
        return decided;
    }

    /// <summary>Records what was sold.</summary>
    [Function(nameof(RecordClosing))]
    public async Task<EngineClosed> RecordClosing([ActivityTrigger] ClosingStep step, CancellationToken cancellation)
    {
        var closed = new EngineClosed(step.Closing.Engine, step.Lines, null);
        var subject = $"{step.Closing.Run}-{step.Closing.Engine}";
        await audit.AppendAsync(subject + "-closed", "closing-outcome", subject, closed, cancellation);
        return closed;
    }

    async Task<ClosingDecided> DecideAsync(CloseEngineInput closing, CancellationToken cancellation)
    {
        var holdings = new Account(Account.ParseEngine(closing.Engine), AccountKind.Holdings);
        var open = new List<OrderInput>();
        await foreach (var record in orders.ListOpenAsync(closing.Portfolio, Operation, cancellation))
            if (record.Order.Engine == closing.Engine)
                open.Add(record.Order);
        var balances = await ledger.BalancesAsync(closing.Portfolio, cancellation);
        var sells = new List<OrderInput>();
        foreach (var (account, amount) in balances)
            if (account == holdings && amount.Asset != Asset.Usdt && open.All(order => order.SizeAsset != amount.Asset.Code)
                && amount - await promised.OfAsync(
                    closing.Portfolio, holdings.Engine, amount.Asset, null, cancellation) is { IsPositive: true } left)
                sells.Add(OrderOf(closing, left));
        return new ClosingDecided(open, sells);
    }

    static OrderInput OrderOf(CloseEngineInput closing, Money amount)
    {
        var symbol = new Pair(amount.Asset, Asset.Usdt).Symbol;
        return new OrderInput(
            closing.Portfolio, closing.Engine, Operation, $"{closing.Run}-{closing.Engine}", symbol, symbol,
            nameof(OrderSide.Sell), amount.Amount, amount.Asset.Code) { Purpose = nameof(OrderPurpose.Exit) };
    }

    async Task<ClosingDecided?> FindAsync(StoreKey key, CancellationToken cancellation) =>
        await store.GetAsync(key, cancellation) is { } item ? StoreJson.Read<ClosingDecided>(item) : null;
}
