using System.Runtime.CompilerServices;
using Orchestrations.App.Portfolio;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Breaker;
using Orchestrations.Domain.Performance;

namespace Orchestrations.App.RiskWatch;

/// <summary>
/// The breaker of each portfolio with its history and its days, in the partition <c>risk-&lt;portfolio&gt;</c>. Invariants: a
/// valuation, the change of level it leads to and the day it ends are one batch; a run values once.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="settings">The breaker's numbers.</param>
public sealed class BreakerRepository(IStore store, RiskWatchSettings settings)
{
    const string Head = "breaker";

    /// <summary>Where the breaker stands.</summary>
    public async Task<BreakerStanding> GetAsync(string portfolio, CancellationToken cancellation = default) =>
        (await ReadAsync(portfolio, cancellation)).Item is { } item
            ? BreakerStanding.Of(item, settings.Breaker)
            : BreakerStanding.Never;

    /// <summary>How many changes there were; also the number of the newest.</summary>
    public async Task<long> CountAsync(string portfolio, CancellationToken cancellation = default) =>
        (await ReadAsync(portfolio, cancellation)).Item?.Changes ?? 0;

    /// <summary>The changes of level, oldest first.</summary>
    /// <param name="portfolio">Whose.</param>
    /// <param name="after">Only changes after this number: for paging.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public async IAsyncEnumerable<BreakerChange> HistoryAsync(
        string portfolio, long after = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var item in store.ListAsync(Partition(portfolio), "change-", BreakerItem.ChangeId(after), cancellation))
            yield return StoreJson.Read<BreakerChange>(item);
    }

    /// <summary>The days that are over, with returns, drawdown and ratios; null before the first one ended.</summary>
    public async Task<DailyBook?> DaysAsync(string portfolio, CancellationToken cancellation = default) =>
        BookOf(await OverAsync(portfolio, DayRange.All, cancellation).ToListAsync(cancellation));

    /// <summary>The days of a range, and the running one as it stands where it is in the range; null when there is none.</summary>
    public async Task<DailyBook?> DaysAsync(string portfolio, DayRange range, CancellationToken cancellation = default)
    {
        var days = await OverAsync(portfolio, range, cancellation).ToListAsync(cancellation);
        // A day that ended between the two readings is among the days already.
        if ((await ReadAsync(portfolio, cancellation)).Item?.Day is { } running && range.Has(running.Day)
            && (days.Count == 0 || days[^1].Day < running.Day))
            days.Add(running);
        return BookOf(days);
    }

    /// <summary>
    /// Releases the breaker: no level, and the peak begins anew at the last valuation. Releasing what is at level 0 changes
    /// nothing.
    /// </summary>
    /// <param name="portfolio">Whose.</param>
    /// <param name="reason">Why; 1 to 500 characters.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="cancellation">Cancels the wait; it may still be released.</param>
    /// <returns>The release; null when there was nothing to release.</returns>
    public async Task<BreakerChange?> ReleaseAsync(
        string portfolio, string reason, DateTimeOffset now, CancellationToken cancellation = default)
    {
        while (true)
        {
            var (item, etag) = await ReadAsync(portfolio, cancellation);
            if (item is null || item.Level == 0)
                return null;
            var released = item.ToState().Released(now);
            var change = ChangeOf(item, released, item.Changes + 1, now, reason);
            var after = BreakerItem.From(released, item.Run, item.LevelBefore, item.Brought, item.Day, change.Number);
            if (await WriteAsync(portfolio, after, etag, change, null, cancellation))
                return change;
        }
    }

    /// <summary>Takes a valuation; the first one of a run stands.</summary>
    /// <returns>Where the breaker stands after it, the level before, and the change it led to.</returns>
    internal async Task<(BreakerStanding Standing, int Before, BreakerChange? Change)> ValueAsync(
        string portfolio, string run, PortfolioValue value, DateTimeOffset now, CancellationToken cancellation)
    {
        while (true)
        {
            var (item, etag) = await ReadAsync(portfolio, cancellation);
            if (item is not null && (item.Run == run || item.Time >= now))
                return (BreakerStanding.Of(item, settings.Breaker), item.LevelBefore, await ChangeOfAsync(portfolio, item, cancellation));
            var flow = Flow(item, value);
            var tick = new BreakerTick(now, value.Total.Amount, (item?.Capital ?? 0m) + flow);
            var state = item?.ToState().Next(tick, settings.Breaker) ?? BreakerState.First(tick);
            var before = item?.Level ?? 0;
            var (today, over) = Day(item, tick, flow);
            var change = (int)state.Level == before ? null : ChangeOf(
                item!, state, item!.Changes + 1, now,
                (int)state.Level > before ? "the drawdown reached the level" : "a whole cool-down below the level");
            var after = BreakerItem.From(state, run, before, Brought(value), today, change?.Number ?? item?.Changes ?? 0);
            if (await WriteAsync(portfolio, after, etag, change, over, cancellation))
                return (BreakerStanding.Of(after, settings.Breaker), before, change);
        }
    }

    static string Partition(string portfolio) => "risk-" + portfolio;

    static DailyBook? BookOf(List<DayItem> days)
    {
        if (days.Count == 0)
            return null;
        var book = new DailyBook(days[0].Day.AddDays(-1), days[0].Opening);
        foreach (var day in days)
            book.Add(day.Day, day.Closing, day.Flow);
        return book;
    }

    async IAsyncEnumerable<DayItem> OverAsync(
        string portfolio, DayRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = range.From is { } from ? DayItem.IdOf(from.AddDays(-1)) : null;
        await foreach (var item in store.ListAsync(Partition(portfolio), "day-", after, cancellation))
        {
            var day = StoreJson.Read<DayItem>(item);
            if (day.Day > range.To)
                yield break;
            yield return day;
        }
    }

    static BreakerChange ChangeOf(BreakerItem before, BreakerState after, long number, DateTimeOffset now, string reason) => new(
        number, now, before.Level, (int)after.Level, after.Value, after.Peak, after.Score, reason);

    static List<BroughtItem> Brought(PortfolioValue value) =>
        [.. value.Capital.OrderBy(c => c.Amount.Asset.Code, StringComparer.Ordinal)
            .Select(c => new BroughtItem(c.Amount.Asset.Code, c.Amount.Amount))];

    // What came since the last valuation at the prices of now; what was there before is not valued again.
    static decimal Flow(BreakerItem? item, PortfolioValue value)
    {
        var before = item?.Brought.ToDictionary(b => b.Asset, b => b.Amount, StringComparer.Ordinal) ?? [];
        return value.Capital.Sum(c => c.Amount.Amount == 0m ? 0m
            : (c.Amount.Amount - before.GetValueOrDefault(c.Amount.Asset.Code)) * (c.Value.Amount / c.Amount.Amount));
    }

    static (DayItem Today, DayItem? Over) Day(BreakerItem? item, BreakerTick tick, decimal flow)
    {
        var day = DateOnly.FromDateTime(tick.Time.UtcDateTime);
        if (item is null)
            return (new DayItem(day, tick.Value, tick.Value, 0m), null);
        return item.Day.Day == day
            ? (item.Day with { Closing = tick.Value, Flow = item.Day.Flow + flow }, null)
            : (new DayItem(day, item.Day.Closing, tick.Value, flow), item.Day);
    }

    async Task<BreakerChange?> ChangeOfAsync(string portfolio, BreakerItem item, CancellationToken cancellation) =>
        item.Level != item.LevelBefore && item.Changes > 0
        && await store.GetAsync(new StoreKey(Partition(portfolio), BreakerItem.ChangeId(item.Changes)), cancellation) is { } change
            ? StoreJson.Read<BreakerChange>(change)
            : null;

    async Task<bool> WriteAsync(
        string portfolio, BreakerItem after, string? etag, BreakerChange? change, DayItem? over, CancellationToken cancellation)
    {
        var json = StoreJson.Write(after);
        List<StoreOperation> batch =
            [etag is null ? new StoreOperation.Create(Head, json) : new StoreOperation.Replace(Head, json, etag)];
        if (change is not null)
            batch.Add(new StoreOperation.Create(BreakerItem.ChangeId(change.Number), StoreJson.Write(change)));
        if (over is not null)
            batch.Add(new StoreOperation.Create(over.Id, StoreJson.Write(over)));
        return await store.WriteAsync(Partition(portfolio), batch, cancellation) is StoreResult.Committed;
    }

    async Task<(BreakerItem? Item, string? ETag)> ReadAsync(string portfolio, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), Head), cancellation) is { } item
            ? (StoreJson.Read<BreakerItem>(item), item.ETag)
            : (null, null);
}
