using Microsoft.Extensions.Logging;
using Orchestrations.App.Audit;
using Orchestrations.App.Dca;
using Orchestrations.App.Exchange;
using Orchestrations.App.Keys;
using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Health;

namespace Orchestrations.App.Health;

/// <summary>Reads what can be known of the system and has it judged. A check that breaks never hides the next.</summary>
public sealed class HealthReadings(
    HealthSettings settings, StoreProbe store, IMarketData market, IExchange exchange, DcaSettings dca, AuditRepository audit,
    ISigningKeys keys, UnreadItems unread, TimeProvider time, ILogger<HealthReadings> log, IMarketClock? clock = null,
    IHostReadings? host = null)
{
    // The newest records of the audit log that are looked through for orders.
    const int MostRecords = 5_000;
    const int Window = 200;

    // More of them are one trouble.
    const int MostUnread = 20;

    readonly HealthJudge judge = new(settings.Limits);

    /// <summary>Every check.</summary>
    public async Task<HealthLook> AllAsync(CancellationToken cancellation)
    {
        var look = new HealthLook([await StoreAsync(cancellation)], new HashSet<string>(StringComparer.Ordinal));
        if (host is not null)
        {
            await TryAsync(
                look, ["engine", "disk", "queues", "dead-letters", "timer", "backup"], () => Task.FromResult<IEnumerable<HealthFinding>?>(Host(host)),
                cancellation);
            await TryAsync(look, ["waiting"], async () => (await host.StuckAsync(settings.StuckAfter, cancellation))
                .Select(one => judge.Stuck(one.Instance, one.Trouble)), cancellation);
        }
        foreach (var pair in dca.Targets.Select(target => target.Pair))
            await TryAsync(look, ["prices"], async () => [await PriceAsync(pair, cancellation)], cancellation);
        await TryAsync(look, ["exchange", "cash"], () => ExchangeAsync(look, cancellation), cancellation);
        await TryAsync(look, ["clock"], () => ClockAsync(cancellation), cancellation);
        await TryAsync(look, ["orders"], async () => [await OrdersAsync(cancellation)], cancellation);
        await TryAsync(look, ["signing"], async () => [await SigningAsync(cancellation)], cancellation);
        await TryAsync(look, ["items"], async () => (await unread.StillAsync(MostUnread, cancellation))
            .Select(key => judge.Item($"{key.Partition}/{key.Id}")), cancellation);
        if (settings.KeysExpireOn is { } end)
            look.Findings.Add(judge.Keys(end - time.GetUtcNow()));
        return look;
    }

    /// <summary>What can be told at once, without asking anybody outside.</summary>
    public async Task<IReadOnlyList<HealthFinding>> OwnAsync(CancellationToken cancellation)
    {
        var found = new List<HealthFinding> { await StoreAsync(cancellation) };
        if (host is not null)
            found.Add(judge.Engine(host.Read().EngineWorks));
        return found;
    }

    async Task<HealthFinding> StoreAsync(CancellationToken cancellation) => judge.Store(await store.WorksAsync(cancellation));

    async Task<HealthFinding> SigningAsync(CancellationToken cancellation)
    {
        try
        {
            await keys.GetAsync(cancellation);
            return judge.Signing(true);
        }
        catch (KeysException none)
        {
            log.LogError("{Problem} ({Code})", none.Message, none.Code);
            return judge.Signing(false);
        }
    }

    IEnumerable<HealthFinding> Host(IHostReadings readings)
    {
        var read = readings.Read();
        return
        [
            judge.Engine(read.EngineWorks),
            judge.Disk(read.FreeBytes),
            judge.Queues(read.Waiting),
            .. read.DeadLetters.Select(queue => judge.DeadLetters(queue.Key, queue.Value)),
            .. read.Timers.Select(timer => judge.Timer(timer.Function, timer.Failed)),
            .. Present(judge.Backup(time.GetUtcNow() - read.SavedUpTo)),
        ];
    }

    async Task<HealthFinding> PriceAsync(Pair pair, CancellationToken cancellation)
    {
        try
        {
            return judge.Prices(pair.Symbol, time.GetUtcNow() - (await market.GetQuoteAsync(pair, cancellation)).Time);
        }
        catch (MarketDataUnavailableException)
        {
            return judge.Prices(pair.Symbol, null);
        }
    }

    async Task<IEnumerable<HealthFinding>?> ExchangeAsync(HealthLook look, CancellationToken cancellation)
    {
        try
        {
            var cash = (await exchange.GetBalancesAsync(cancellation)).Where(b => b.Asset == Asset.Usdt).Sum(b => b.Amount);
            return [judge.Exchange(true), .. Present(judge.Cash(cash))];
        }
        catch (ExchangeUnavailableException)
        {
            look.Unknown.Add("cash");
            return [judge.Exchange(false)];
        }
    }

    async Task<IEnumerable<HealthFinding>?> ClockAsync(CancellationToken cancellation)
    {
        if (clock is null)
            return [];
        try
        {
            var sent = time.GetUtcNow();
            if (await clock.GetExchangeTimeAsync(cancellation) is not { } theirs)
                return [];
            var received = time.GetUtcNow();
            return [judge.Clock(sent + (received - sent) / 2 - theirs)];
        }
        catch (HttpRequestException)
        {
            // That the exchange gives no prices is said by the checks of prices.
            return null;
        }
    }

    async Task<HealthFinding> OrdersAsync(CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - settings.ErrorWindow;
        var (all, failed, end, read) = (0, 0, await audit.CountAsync(cancellation), 0);
        var within = true;
        while (within && end > 0 && read < MostRecords)
        {
            var begin = Math.Max(0, end - Window);
            await foreach (var record in audit.ListAsync(begin, cancellation))
            {
                if (record.Sequence > end)
                    break;
                read++;
                // The oldest of a window comes first: when it is too old, no older window is needed.
                within &= record.Time >= since;
                if (record.Time < since || record.Kind != "order-outcome")
                    continue;
                all++;
                failed += OrderFailures.IsFailure(record.Data) ? 1 : 0;
            }
            end = begin;
        }
        return judge.Orders(failed, all);
    }

    async Task TryAsync(
        HealthLook look, string[] checks, Func<Task<IEnumerable<HealthFinding>?>> read, CancellationToken cancellation)
    {
        try
        {
            if (await read() is { } made)
                look.Findings.AddRange(made);
            else
                look.Unknown.UnionWith(checks);
        }
        catch (Exception broken) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(broken, "The health checks {Checks} broke", string.Join(", ", checks));
            look.Unknown.UnionWith(checks);
        }
    }

    static IEnumerable<HealthFinding> Present(HealthFinding? finding) => finding is null ? [] : [finding];
}
