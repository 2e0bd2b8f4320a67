using System.Runtime.CompilerServices;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

/// <summary>
/// Plans in the partition <c>dca-plans</c>; each plan's progress and decisions in <c>dca-&lt;plan&gt;</c>. Invariants: a
/// decision and the amounts it sets aside are one batch; an order's outcome and its mark are one batch, so it counts once.
/// </summary>
/// <param name="store">Where they are kept.</param>
public sealed class DcaRepository(IStore store)
{
    const string Plans = "dca-plans";
    const string Progress = "progress";

    /// <summary>A plan, or null.</summary>
    public async Task<DcaPlan?> FindAsync(string name, CancellationToken cancellation = default) =>
        await store.GetAsync(new StoreKey(Plans, name), cancellation) is { } item
            ? StoreJson.Read<DcaPlanItem>(item).ToPlan()
            : null;

    /// <summary>All plans as they are stored, by name.</summary>
    internal async IAsyncEnumerable<DcaPlanItem> ListItemsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in store.ListAsync(Plans, "", null, cancellation))
            yield return StoreJson.Read<DcaPlanItem>(item);
    }

    /// <summary>The plans that can be read, as they are stored, by name; and whether those are all there are.</summary>
    internal async Task<(IReadOnlyList<DcaPlanItem> Plans, bool AreAll)> ListReadableAsync(UnreadItems unread, CancellationToken cancellation)
    {
        var (plans, areAll) = (new List<DcaPlanItem>(), true);
        await foreach (var item in store.ListAsync(Plans, "", null, cancellation))
            if (await unread.ReadAsync<DcaPlanItem>(
                item, plan => plan.Name == item.Key.Id && plan is { Portfolio: not null, Targets: not null }, cancellation) is { } plan)
                plans.Add(plan);
            else
                areAll = false;
        return (plans, areAll);
    }

    /// <summary>A plan as it is stored, with its ETag; null when there is none.</summary>
    internal async Task<(DcaPlanItem Item, string ETag)?> ReadAsync(string name, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Plans, name), cancellation) is { } item
            ? (StoreJson.Read<DcaPlanItem>(item), item.ETag)
            : null;

    /// <summary>Stores a plan; false when there is one of the name.</summary>
    public Task<bool> CreateAsync(DcaPlan plan, CancellationToken cancellation = default) =>
        CreateAsync(DcaPlanItem.From(plan), cancellation);

    /// <summary>Stores a plan; false when there is one of the name.</summary>
    internal async Task<bool> CreateAsync(DcaPlanItem plan, CancellationToken cancellation) =>
        await store.WriteAsync(
            Plans, [new StoreOperation.Create(plan.Name, StoreJson.Write(plan))], cancellation) is StoreResult.Committed;

    /// <summary>Stores a plan in place of the one with the ETag; false when that one was changed meanwhile.</summary>
    internal async Task<bool> ReplaceAsync(DcaPlanItem plan, string etag, CancellationToken cancellation) =>
        await store.WriteAsync(
            Plans, [new StoreOperation.Replace(plan.Name, StoreJson.Write(plan), etag)], cancellation) is StoreResult.Committed;

    /// <summary>How far a plan has come.</summary>
    public async Task<DcaProgress> ProgressAsync(string plan, CancellationToken cancellation = default) =>
        (await ReadProgressAsync(plan, cancellation)).Progress;

    /// <summary>Decides for a run and sets its amounts aside; the first decision of a run stands.</summary>
    internal async Task<DcaDecisionItem> DecideAsync(
        DcaPlan plan, string instance, DateTimeOffset now, CancellationToken cancellation)
    {
        var id = "decision-" + instance;
        while (true)
        {
            if (await store.GetAsync(new StoreKey(Partition(plan.Name), id), cancellation) is { } decided)
                return StoreJson.Read<DcaDecisionItem>(decided);
            var (progress, etag) = await ReadProgressAsync(plan.Name, cancellation);
            var decision = DcaDecision.Decide(plan, progress, now);
            var item = ItemOf(plan, decision, progress, now);
            var write = WriteProgress(decision.Reserve(progress, instance), etag);
            StoreOperation[] batch = [new StoreOperation.Create(id, StoreJson.Write(item)), write];
            if (await store.WriteAsync(Partition(plan.Name), batch, cancellation) is StoreResult.Committed)
                return item;
        }
    }

    /// <summary>Counts an order's end once.</summary>
    /// <param name="plan">The plan's name.</param>
    /// <param name="clientId">The order's client id, which keys the mark.</param>
    /// <param name="count">The new progress; pure, because it is asked again when another writer came between.</param>
    /// <param name="cancellation">Cancels the wait; it may still be counted.</param>
    internal async Task CountAsync(
        string plan, string clientId, Func<DcaProgress, DcaProgress> count, CancellationToken cancellation)
    {
        var mark = "counted-" + clientId;
        while (await store.GetAsync(new StoreKey(Partition(plan), mark), cancellation) is null)
        {
            var (progress, etag) = await ReadProgressAsync(plan, cancellation);
            StoreOperation[] batch = [new StoreOperation.Create(mark, "{}"), WriteProgress(count(progress), etag)];
            if (await store.WriteAsync(Partition(plan), batch, cancellation) is StoreResult.Committed)
                return;
        }
    }

    /// <summary>Notes that an order has no known end; may be said any number of times.</summary>
    internal async Task LeaveUnresolvedAsync(string plan, string symbol, string order, CancellationToken cancellation)
    {
        while (true)
        {
            var (progress, etag) = await ReadProgressAsync(plan, cancellation);
            var pair = progress.For(Domain.Assets.Pair.Parse(symbol)).LeftUnresolved(order);
            if (await store.WriteAsync(
                Partition(plan), [WriteProgress(progress.With(pair), etag)], cancellation) is StoreResult.Committed)
                return;
        }
    }

    static string Partition(string plan) => "dca-" + plan;

    static StoreOperation WriteProgress(DcaProgress progress, string? etag)
    {
        var json = StoreJson.Write(DcaProgressItem.From(progress));
        return etag is null ? new StoreOperation.Create(Progress, json) : new StoreOperation.Replace(Progress, json, etag);
    }

    static DcaDecisionItem ItemOf(DcaPlan plan, DcaDecision decision, DcaProgress progress, DateTimeOffset now) => new(
        DcaPlanItem.From(plan), now,
        [.. decision.Lines.Select(l => new DcaLineItem(
            l.Pair.Symbol, l.Due.Amount, l.Bought.Amount, l.Reserved.Amount, l.Limit.Amount, l.Amount.Amount))],
        // Whatever an earlier run left set aside, for whatever reason: looking again is safe even while that run lives.
        [.. progress.Pairs.SelectMany(p => p.Reserved
            .Select(r => new DcaUnresolvedItem(p.Pair.Symbol, r.Order, r.Amount.Amount)))]);

    async Task<(DcaProgress Progress, string? ETag)> ReadProgressAsync(string plan, CancellationToken cancellation)
    {
        var item = await store.GetAsync(new StoreKey(Partition(plan), Progress), cancellation);
        return item is null ? (DcaProgress.None, null) : (StoreJson.Read<DcaProgressItem>(item).ToProgress(), item.ETag);
    }
}
