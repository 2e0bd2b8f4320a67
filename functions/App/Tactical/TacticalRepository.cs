using Orchestrations.App.Orders;
using Orchestrations.App.Portfolio;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Tactical;

namespace Orchestrations.App.Tactical;

/// <summary>
/// What the tactical reserve remembers and decided, in the partition <c>tactical-&lt;portfolio&gt;</c>. Invariants: a decision
/// and the deployment it counts are one batch; an order's outcome and its mark are one batch, so it counts once.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="settings">The numbers.</param>
/// <param name="watch">What is too little to be sold.</param>
public sealed class TacticalRepository(IStore store, TacticalSettings settings, RiskWatchSettings watch)
{
    const string State = "state";
    const string Mark = "counted-";

    TacticalParameters Parameters => settings.Parameters;

    internal async Task<TacticalStateItem?> StateAsync(string portfolio, CancellationToken cancellation) =>
        (await ReadAsync(portfolio, cancellation)).State;

    internal async Task<TacticalDecisionItem?> FindAsync(string portfolio, string run, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), "decision-" + run), cancellation) is { } item
            ? StoreJson.Read<TacticalDecisionItem>(item)
            : null;

    /// <summary>Decides for a run; the first decision stands.</summary>
    internal async Task<TacticalDecisionItem> DecideAsync(
        TacticalStep step, CrisisReading reading, PortfolioValue value, Money reserve, IReadOnlyDictionary<Pair, Price> bids, string? closedBy,
        IReadOnlyList<TacticalOpenOrder> open, CancellationToken cancellation)
    {
        while (true)
        {
            if (await FindAsync(step.Portfolio, step.Run, cancellation) is { } decided)
                return decided;
            var (stored, etag) = await ReadAsync(step.Portfolio, cancellation);
            var before = stored ?? new TacticalStateItem(reading.AllTimeHigh.Value, 0, null, []);
            // A position whose order has no known end is left as it is: the ledger may lack what was filled.
            if (open.Count == 0)
                before = before with { Positions = Held(before.Positions, value) };
            var state = before.ToState(Parameters.Gauge).Seen(reading.AllTimeHigh);
            var decision = TacticalDecision.Decide(state, reading, reserve, Parameters);
            var deploys = decision.Outcome == TacticalOutcome.Deploys;
            var paused = deploys && closedBy is not null;
            var item = ItemOf(step, reading, decision, reserve, paused, closedBy, ExitsOf(before, bids, open, step.Now), open);
            var after = before.With(deploys && !paused ? state.Deployed(step.Now) : state);
            StoreOperation[] batch =
                [new StoreOperation.Create("decision-" + step.Run, StoreJson.Write(item)), WriteState(after, etag)];
            if (await store.WriteAsync(Partition(step.Portfolio), batch, cancellation) is StoreResult.Committed)
                return item;
        }
    }

    /// <summary>Counts an order's outcome in its position, once.</summary>
    internal async Task CountAsync(TacticalOrderEnd end, OrderResult result, CancellationToken cancellation)
    {
        var partition = Partition(end.Order.Portfolio);
        var mark = Mark + result.ClientId;
        while (await store.GetAsync(new StoreKey(partition, mark), cancellation) is null)
        {
            var (state, etag) = await ReadAsync(end.Order.Portfolio, cancellation);
            var after = state! with { Positions = Counted(state.Positions, end, result) };
            StoreOperation[] batch = [new StoreOperation.Create(mark, "{}"), WriteState(after, etag)];
            if (await store.WriteAsync(partition, batch, cancellation) is StoreResult.Committed)
                return;
        }
    }

    /// <summary>The client ids of the orders that are counted.</summary>
    internal async Task<IReadOnlySet<string>> CountedAsync(string portfolio, CancellationToken cancellation)
    {
        var counted = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var mark in store.ListAsync(Partition(portfolio), Mark, null, cancellation))
            counted.Add(mark.Key.Id[Mark.Length..]);
        return counted;
    }

    static string Partition(string portfolio) => "tactical-" + portfolio;

    static StoreOperation WriteState(TacticalStateItem state, string? etag)
    {
        var json = StoreJson.Write(state);
        return etag is null ? new StoreOperation.Create(State, json) : new StoreOperation.Replace(State, json, etag);
    }

    // What was sold by others (the breaker, the kill switch) is no position any more: the newest are cut first.
    static List<TacticalPositionItem> Held(IReadOnlyList<TacticalPositionItem> positions, PortfolioValue value)
    {
        var left = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var held = new List<TacticalPositionItem>();
        foreach (var position in positions)
        {
            var has = left.TryGetValue(position.Symbol, out var rest)
                ? rest
                : value.Of(PortfolioEngine.Tactical, Pair.Parse(position.Symbol).Base).Amount;
            var quantity = Math.Min(position.Quantity, Math.Max(0m, has));
            left[position.Symbol] = has - quantity;
            if (quantity > 0m)
                held.Add(position with { Quantity = quantity, Cost = position.Cost * (quantity / position.Quantity) });
        }
        return held;
    }

    static List<TacticalPositionItem> Counted(
        IReadOnlyList<TacticalPositionItem> positions, TacticalOrderEnd end, OrderResult result)
    {
        var position = positions.FirstOrDefault(p => p.Id == end.Position)
            ?? new TacticalPositionItem(end.Position, end.Order.Symbol, 0m, 0m, end.OpenedAt);
        var others = positions.Where(p => p.Id != end.Position);
        if (result.Side == "Buy")
            position = position with
            {
                Quantity = position.Quantity + result.NetQuantity, Cost = position.Cost + result.Notional,
            };
        else
        {
            var share = position.Quantity > 0m ? Math.Min(1m, result.Quantity / position.Quantity) : 0m;
            position = position with
            {
                Quantity = Math.Max(0m, position.Quantity - result.Quantity), Cost = position.Cost * (1m - share),
            };
        }
        return [.. others.Append(position).Where(p => p.Quantity > 0m).OrderBy(p => p.OpenedAt).ThenBy(p => p.Id, StringComparer.Ordinal)];
    }

    static TacticalDecisionItem ItemOf(
        TacticalStep step, CrisisReading reading, TacticalDecision decision, Money reserve, bool paused, string? closedBy,
        IReadOnlyList<TacticalExitItem> exits, IReadOnlyList<TacticalOpenOrder> open) => new(
            step.Now, paused ? "Paused" : decision.Outcome.ToString(), reading.Price.Value, reading.AllTimeHigh.Value,
            decision.Score.Drawdown, reading.FearGreed, decision.Score.FromDrawdown, decision.Score.FromFear,
            decision.Score.FromFunding, reserve.Amount, paused ? 0m : decision.Amount.Amount, exits, closedBy, open);

    List<TacticalExitItem> ExitsOf(
        TacticalStateItem state, IReadOnlyDictionary<Pair, Price> bids, IReadOnlyList<TacticalOpenOrder> open, DateTimeOffset now) =>
    [
        .. state.Positions
            .Where(item => open.All(order => order.Position != item.Id))
            // What rounding to the lot left of a position is not worth an order.
            .Select(item => (item, Why: bids.TryGetValue(Pair.Parse(item.Symbol), out var bid) && bid.Value * item.Quantity >= watch.Dust
                ? item.ToPosition().Exit(bid, now, Parameters)
                : TacticalExit.None))
            .Where(exit => exit.Why != TacticalExit.None)
            .Select(exit => new TacticalExitItem(exit.item.Id, exit.item.Symbol, exit.item.Quantity, exit.Why.ToString())),
    ];

    async Task<(TacticalStateItem? State, string? ETag)> ReadAsync(string portfolio, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), State), cancellation) is { } item
            ? (StoreJson.Read<TacticalStateItem>(item), item.ETag)
            : (null, null);
}
