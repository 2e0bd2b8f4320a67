using Orchestrations.App.Alerts;
using Orchestrations.App.Health;
using Orchestrations.App.Storage;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>What tests of alerts do alike, on the real engine in virtual time.</summary>
static class AlertWorld
{
    /// <summary>A world with two channels, and settings of its own.</summary>
    public static HistoryWorld Of(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(AlertCases.Settings);
        foreach (var (key, value) in settings)
            all[key] = value;
        return new HistoryWorld(settings: all);
    }

    /// <summary>Raises an alert about a thing.</summary>
    public static AlertItem Raise(this HistoryWorld world, AlertSeverity severity, string subject = "thing") => world.Get(() =>
        world.Get<AlertRepository>().RaiseAsync(new Alert("key " + subject, severity, "ORC-FUNDING-011", subject, "It happened.")));

    /// <summary>Sweeps as the timer does, for so long.</summary>
    public static void Sweep(this HistoryWorld world, TimeSpan duration)
    {
        for (var end = world.Now + duration; world.Now < end;)
        {
            world.StartNotices();
            world.Pass(TimeSpan.FromSeconds(15));
        }
    }

    /// <summary>One look of the health watch, five minutes later.</summary>
    public static HealthResult Look(this HistoryWorld world)
    {
        world.Pass(TimeSpan.FromMinutes(5));
        var run = FormattableString.Invariant($"healthwatch-{world.Now:yyyyMMddHHmm}");
        return world.Run<HealthResult>(nameof(HealthOrchestrator), run, new HealthInput(run, []));
    }

    /// <summary>Puts a content in the place of an item's, or makes the item.</summary>
    public static void Spoil(this HistoryWorld world, string partition, string id, string json = """{"number":"none"}""") => world.Do(async () =>
    {
        var store = world.Get<IStore>();
        StoreOperation write = await store.GetAsync(new StoreKey(partition, id), CancellationToken.None) is { } item
            ? new StoreOperation.Replace(id, json, item.ETag)
            : new StoreOperation.Create(id, json);
        Assert.IsType<StoreResult.Committed>(await store.WriteAsync(partition, [write], CancellationToken.None));
    });

    /// <summary>The ids of a partition that begin alike.</summary>
    public static IReadOnlyList<string> Ids(this HistoryWorld world, string partition, string prefix) => world.Get(async () =>
        await world.Get<IStore>().ListAsync(partition, prefix, null, CancellationToken.None).Select(item => item.Key.Id).ToListAsync());
}
