using Orchestrations.App.Health;
using Orchestrations.Engine;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.Timers;

namespace Orchestrations.Local.Health;

/// <summary>What the local host knows of itself. Its parts are asked for when they are needed: they are made after this.</summary>
/// <param name="dataDir">The folder of the databases.</param>
/// <param name="services">The host's parts.</param>
/// <param name="time">Says since when timers are counted.</param>
sealed class LocalReadings(string dataDir, IServiceProvider services, TimeProvider time) : IHostReadings
{
    // Those that did something longest ago are read first, so what is stuck is among them.
    const int MostRead = 200;

    readonly DateTimeOffset since = time.GetUtcNow();

    public HostReading Read()
    {
        var engine = services.GetRequiredService<DurableEngine>();
        var statistics = engine.Statistics;
        var queues = services.GetRequiredService<MessageBroker>().Entities;
        return new HostReading(
            engine.Trouble is null,
            statistics.WaitingCommits + statistics.WaitingActivities + queues.Sum(queue => (long)queue.Active),
            [.. queues.Where(queue => queue.Kind != BusEntityKind.Topic).Select(queue => KeyValuePair.Create(queue.Name, (long)queue.DeadLetters))],
            [.. services.GetRequiredService<ITimerReport>().List()
                .Select(timer => new TimerReading(timer.Function, since, timer.Missed, timer.LastError is not null))],
            new DriveInfo(Path.GetFullPath(dataDir)).AvailableFreeSpace,
            LastBackup.SavedUpTo(dataDir));
    }

    public Task<IReadOnlyList<StuckInstance>> StuckAsync(TimeSpan patience, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StuckInstance>>(
        [
            .. StuckInstances.Find(Path.Combine(dataDir, "engine.db"), services, MostRead, time.GetUtcNow().UtcDateTime, patience)
                .Where(found => found.Trouble is not null)
                .Select(found => new StuckInstance(found.Instance.Id, found.Trouble!)),
        ]);
}
