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
public sealed class ClosingActivities(LedgerRepository ledger, IStore store, AuditRepository audit)
{
    /// <summary>Decides what to sell: every coin the engine holds, whole. The first decision of a run stands.</summary>
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
            $"{key.Id}-closing", "closing-decision", key.Id, new { closing, decided.Orders }, cancellation);
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
        var balances = await ledger.BalancesAsync(closing.Portfolio, cancellation);
        return new ClosingDecided(
        [
            .. balances
                .Where(b => b.Account == holdings && b.Amount.Asset != Asset.Usdt && b.Amount.IsPositive)
                .Select(b => OrderOf(closing, b.Amount)),
        ]);
    }

    static OrderInput OrderOf(CloseEngineInput closing, Money amount)
    {
        var symbol = new Pair(amount.Asset, Asset.Usdt).Symbol;
        return new OrderInput(
            closing.Portfolio, closing.Engine, "close", $"{closing.Run}-{closing.Engine}", symbol, symbol,
            nameof(OrderSide.Sell), amount.Amount, amount.Asset.Code) { Purpose = nameof(OrderPurpose.Exit) };
    }

    async Task<ClosingDecided?> FindAsync(StoreKey key, CancellationToken cancellation) =>
        await store.GetAsync(key, cancellation) is { } item ? StoreJson.Read<ClosingDecided>(item) : null;
}
