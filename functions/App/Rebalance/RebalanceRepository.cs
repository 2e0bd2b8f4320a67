using Orchestrations.App.Orders;
using Orchestrations.App.Portfolio;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Rebalance;

namespace Orchestrations.App.Rebalance;

/// <summary>
/// What the rebalance remembers and decided, in the partition <c>rebalance-&lt;portfolio&gt;</c>. Invariant: a decision and the
/// calendar it sets are one batch.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="settings">Targets and limits.</param>
public sealed class RebalanceRepository(IStore store, RebalanceSettings settings)
{
    const string State = "state";

    internal async Task<RebalanceDecisionItem?> FindAsync(string portfolio, string run, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), "decision-" + run), cancellation) is { } item
            ? StoreJson.Read<RebalanceDecisionItem>(item)
            : null;

    /// <summary>Decides for a run; the first decision stands.</summary>
    internal async Task<RebalanceDecisionItem> DecideAsync(
        RebalanceStep step, DateTimeOffset notAfter, PortfolioValue value, string? closedBy, IReadOnlyList<OrderInput> open,
        CancellationToken cancellation)
    {
        while (true)
        {
            if (await FindAsync(step.Portfolio, step.Run, cancellation) is { } decided)
                return decided;
            var stored = await store.GetAsync(new StoreKey(Partition(step.Portfolio), State), cancellation);
            var state = stored is null ? new RebalanceStateItem(step.Now, null) : StoreJson.Read<RebalanceStateItem>(stored);
            var reading = new RebalanceReading(
                step.Now, state.FirstLook, state.Last, value.Total,
                [.. settings.Parameters.Targets.Select(t => new RebalanceHolding(t.Pair, ValueOf(value, t.Pair)))]);
            var decision = RebalanceDecision.Decide(reading, settings.Parameters);
            var due = decision.Reason is RebalanceReason.Calendar or RebalanceReason.Drift;
            // What keeps a rebalance from beginning does not move the calendar on: it stays due.
            var kept = !due ? null : open.Count > 0 ? "Unresolved" : closedBy is not null ? "Paused" : null;
            var item = new RebalanceDecisionItem(
                step.Now, kept ?? decision.Reason.ToString(), value.Total.Amount,
                kept is null ? ItemsOf(decision.Trades) : [], ItemsOf(decision.Skipped), closedBy, open)
            {
                NotAfter = due && kept is null ? notAfter : null,
            };
            var after = due && kept is null ? state with { Last = step.Now } : state;
            var json = StoreJson.Write(after);
            StoreOperation[] batch =
            [
                new StoreOperation.Create("decision-" + step.Run, StoreJson.Write(item)),
                stored is null ? new StoreOperation.Create(State, json) : new StoreOperation.Replace(State, json, stored.ETag),
            ];
            if (await store.WriteAsync(Partition(step.Portfolio), batch, cancellation) is StoreResult.Committed)
                return item;
        }
    }

    /// <summary>Fits a run's buys into the cash there is; the first answer stands.</summary>
    internal async Task<IReadOnlyList<RebalanceTradeItem>> FitAsync(
        string portfolio, string run, RebalanceDecisionItem decision, Money cash, CancellationToken cancellation)
    {
        var key = new StoreKey(Partition(portfolio), "buys-" + run);
        if (await store.GetAsync(key, cancellation) is null)
        {
            var buys = decision.Trades.Where(t => t.Side == "Buy").Select(t => new RebalanceTrade(
                Pair.Parse(t.Symbol), Domain.Orders.OrderSide.Buy, new Money(t.Amount, cash.Asset), t.Drift)).ToList();
            var fitted = new FittedItem(ItemsOf(RebalanceDecision.Fit(buys, cash)));
            await store.WriteAsync(key.Partition, [new StoreOperation.Create(key.Id, StoreJson.Write(fitted))], cancellation);
        }
        return StoreJson.Read<FittedItem>((await store.GetAsync(key, cancellation))!).Buys;
    }

    static string Partition(string portfolio) => "rebalance-" + portfolio;

    static Money ValueOf(PortfolioValue value, Pair pair) => value.Holdings
        .Where(h => h.Engine == PortfolioEngine.Core && h.Amount.Asset == pair.Base)
        .Aggregate(Money.Zero(pair.Quote), (sum, h) => sum + h.Value);

    static List<RebalanceTradeItem> ItemsOf(IEnumerable<RebalanceTrade> trades) =>
        [.. trades.Select(t => new RebalanceTradeItem(t.Pair.Symbol, t.Side.ToString(), t.Amount.Amount, t.Drift))];

    sealed record FittedItem(IReadOnlyList<RebalanceTradeItem> Buys);
}
