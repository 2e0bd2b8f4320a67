using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Audit;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Dca;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Dca;

/// <summary>The steps of a DCA run. Every step may run twice.</summary>
public sealed class DcaActivities(DcaRepository plans, AuditRepository audit, ProofPackSettings packs)
{
    /// <summary>Decides what the run buys, sets the amounts aside, and records the decision with its inputs.</summary>
    /// <exception cref="DomainException">ORC-DCA-005: there is no such plan.</exception>
    [Function(nameof(DecideDca))]
    public async Task<DcaDecided> DecideDca([ActivityTrigger] DcaDecideInput input, CancellationToken cancellation)
    {
        var plan = await plans.FindAsync(input.Plan, cancellation) ?? throw DcaCodes.NoPlan(input.Plan);
        var decided = await plans.DecideAsync(plan, input.Instance, input.Now, cancellation);
        await audit.AppendAsync(DecisionKeyOf(input.Instance), "dca-decision", input.Instance, decided, cancellation);
        return new DcaDecided(
            [.. decided.Lines.Where(l => l.Amount > 0m).Select(l => OrderOf(plan, input.Instance, l.Symbol, l.Amount))],
            [.. decided.Unresolved.Select(u => OrderOf(plan, u.Order, u.Symbol, u.Amount))],
            packs.Proves(ProofPackSettings.Dca));
    }

    /// <summary>The key of a run's first audit record.</summary>
    internal static string DecisionKeyOf(string instance) => instance + "-decision";

    /// <summary>Counts what an order came to in the plan's progress, once.</summary>
    [Function(nameof(RecordDcaProgress))]
    public async Task<DcaRunLine> RecordDcaProgress([ActivityTrigger] DcaProgressInput input, CancellationToken cancellation)
    {
        var (order, result) = (input.Order, input.Result);
        if (result is null || result.Status == nameof(OrderStage.Unresolved))
            await plans.LeaveUnresolvedAsync(input.Plan, order.Symbol, order.Instance, cancellation);
        else
            await plans.CountAsync(input.Plan, result.ClientId, p => Count(p, order, result), cancellation);
        return result is null
            ? new DcaRunLine(
                order.Symbol, order.Size, "Failed", 0m, 0m, DcaCodes.OrderFailed, "The order's orchestration failed.")
            : new DcaRunLine(
                order.Symbol, order.Size, result.Status, result.NetQuantity, result.NetNotional, result.Code, result.Reason);
    }

    static DcaProgress Count(DcaProgress progress, OrderInput order, OrderResult result)
    {
        var pair = progress.For(Pair.Parse(order.Symbol));
        return progress.With(result.Code == OrderSize.TooSmall.Code
            ? pair.TooSmall(order.Instance)
            : pair.Ended(order.Instance, FillsOf(pair.Pair, result)));
    }

    static FillSummary FillsOf(Pair pair, OrderResult result) => new(
        new Money(result.Quantity, pair.Base), new Money(result.NetQuantity, pair.Base),
        new Money(result.Notional, pair.Quote), new Money(result.NetNotional, pair.Quote),
        [.. result.Fees.Select(f => new Money(f.Amount, new Asset(f.Asset)))]);

    static OrderInput OrderOf(DcaPlan plan, string instance, string symbol, decimal amount) => new(
        plan.Portfolio, Account.EngineCode(plan.Engine), "dca", instance, symbol, symbol,
        nameof(OrderSide.Buy), amount, plan.Capital.Asset.Code);
}
