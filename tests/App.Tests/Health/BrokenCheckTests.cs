using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Health;
using Orchestrations.App.Storage;
using Orchestrations.App.Tests.Alerts;
using Orchestrations.App.Tests.Histories;

namespace Orchestrations.App.Tests.Health;

/// <summary>A check that cannot be made says nothing: it neither raises an alert nor ends one.</summary>
public class BrokenCheckTests
{
    [Fact]
    public async Task HostReadings_ThatBreak_EndNoAlert()
    {
        await using var world = new HistoryWorld();
        var bad = world.Host.Reading with { FreeBytes = 1, DeadLetters = [new("kill-switch", 1)] };
        world.Host.Reading = bad;
        world.Host.Stuck = [new("dca-core-1", "PlaceOrder has not ended")];
        world.Host.Ahead = TimeSpan.FromSeconds(3);
        world.Look();
        string[] open = ["ORC-HEALTH-005", "ORC-HEALTH-006", "ORC-HEALTH-008", "ORC-HEALTH-009"];
        Assert.Equal(open, world.Alerts().Select(alert => alert.Code).Order());

        world.Host.IsBroken = true;
        Assert.Empty(world.Look().Bad);
        Assert.Equal(open, world.Alerts().Select(alert => alert.Code).Order());

        world.Host.IsBroken = false;
        world.Host.Reading = bad with { FreeBytes = 1L << 40, DeadLetters = [] };
        world.Host.Stuck = [];
        world.Host.Ahead = TimeSpan.Zero;
        Assert.Empty(world.Look().Bad);
        Assert.Empty(world.Alerts());
    }

    [Fact]
    public async Task Cash_ThatWasLowBeforeTheExchangeWentDown_IsNotSaidToBeWell()
    {
        await using var world = new HistoryWorld(settings: new Dictionary<string, string?> { ["Health:LeastCash"] = "1000000" });
        world.Look();
        world.Exchange.IsDown = true;
        world.Look();

        Assert.Equal(["ORC-HEALTH-004", "ORC-HEALTH-015"], world.Alerts().Select(alert => alert.Code).Order());
    }

    [Fact]
    public async Task Store_ThatCannotBeWritten_IsAnAlertUntilItCan()
    {
        var full = false;
        await using var world = new HistoryWorld(wrap: store => new FullStore(store, () => full));
        Assert.Empty(world.Look().Bad);
        full = true;
        Assert.Equal(["health-store"], world.Look().Bad);
        Assert.Equal(("ORC-HEALTH-001", "P0"), Assert.Single(world.Alerts()) is var alert ? (alert.Code, alert.Severity) : default);

        full = false;
        Assert.Empty(world.Look().Bad);
        Assert.Empty(world.Alerts());
    }

    [Fact]
    public async Task Orchestration_ThatFailedBeforeALongStop_IsToldOfOnceAfterIt()
    {
        await using var world = new HistoryWorld();
        Watch(world);
        world.Do(() => world.Get<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(nameof(HealthOrchestrator)));
        world.Pass(TimeSpan.FromDays(2));
        Assert.Empty(world.Alerts());

        Watch(world);
        world.Pass(TimeSpan.FromHours(3));
        Watch(world);

        var alert = Assert.Single(world.Alerts());
        Assert.Equal(("ORC-HEALTH-014", 1), (alert.Code, alert.Occurrences));
    }

    [Fact]
    public async Task Orchestrations_ThatFailInMasses_HideNoOther()
    {
        await using var world = new HistoryWorld();
        world.Do(async () =>
        {
            var client = world.Get<DurableTaskClient>();
            for (var i = 0; i < 60; i++)
                await client.ScheduleNewOrchestrationInstanceAsync("AlertOrchestrator");
            await client.ScheduleNewOrchestrationInstanceAsync("DcaOrchestrator");
            for (var i = 0; i < 60; i++)
                await client.ScheduleNewOrchestrationInstanceAsync("AlertOrchestrator");
        });
        world.Pass(TimeSpan.FromMinutes(1));
        Watch(world);

        Assert.Equal(2, world.Alerts().Count);
        Assert.Contains(world.Alerts(), alert => alert.About == "failed-DcaOrchestrator");
    }

    /// <summary>A store that takes no write of the probe while it is full; what else is written still finds room.</summary>
    sealed class FullStore(IStore store, Func<bool> isFull) : IStore
    {
        public Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation) => store.GetAsync(key, cancellation);

        public Task<StoreResult> WriteAsync(string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation) =>
            partition == "health" && isFull() ? throw new IOException("The disk is full.") : store.WriteAsync(partition, operations, cancellation);

        public IAsyncEnumerable<StoreItem> ListAsync(string partition, string idPrefix, string? after, CancellationToken cancellation) =>
            store.ListAsync(partition, idPrefix, after, cancellation);
    }

    static void Watch(HistoryWorld world)
    {
        world.Do(() => world.Get<HealthWatchTriggers>().HealthTimer(
            new TimerInfo(), world.Get<DurableTaskClient>(), CancellationToken.None));
        world.Pass(TimeSpan.FromMinutes(1));
    }
}
