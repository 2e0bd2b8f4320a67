using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>
/// One plan, carried out by an engine that dies again and again on the same disk, in virtual time on one thread. With the same
/// plan and the same fates, everything happens in the same order.
/// </summary>
sealed class Storm(int seed, IReadOnlyList<Fate> fates) : IDisposable
{
    static readonly DateTimeOffset begin = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    readonly MemoryDurableStore disk = new();
    DateTimeOffset now = begin;

    public StormPlan Plan { get; } = new(seed);

    public StormWorld World { get; } = new();

    /// <summary>What is durable.</summary>
    public IDurableStore Disk => disk;

    /// <summary>Lives that ended before the work was done.</summary>
    public int Deaths { get; private set; }

    /// <summary>Lives in which a commit was refused for good.</summary>
    public int Refusals { get; private set; }

    /// <summary>Writes of all lives.</summary>
    public long Writes { get; private set; }

    /// <summary>A number that follows from all that happened.</summary>
    public long Trace { get; private set; }

    /// <summary>What the last life logged.</summary>
    public CapturedLog Log { get; private set; } = new();

    /// <summary>Lives through all fates, and then in peace, until the work is done.</summary>
    public async Task RunAsync()
    {
        var random = new Random(seed);
        foreach (var fate in fates.Append(Fate.Peace))
        {
            if (await LiveAsync(fate, random))
                return;
            Deaths++;
            now += fate.Downtime;
        }

        throw new InvalidOperationException("A life in peace ended before the work was done.");
    }

    public void Dispose() => disk.Dispose();

    /// <summary>One life of an engine. True when the work was done.</summary>
    async Task<bool> LiveAsync(Fate fate, Random random)
    {
        var time = new VirtualTime(now) { Patience = TimeSpan.FromMilliseconds(200) };
        Log = new CapturedLog();
        var way = new StormDisk(disk, fate, random, time, Log);
        using var host = new StormHost(this, time, way, Log);
        var life = time.Start(async () =>
        {
            await host.StartAsync();
            await new StormClient(Plan, World, host.Engine.Client, host.Broker, time).RunAsync();
        });
        var death = time.Start(() => DeathAsync(fate, way, host, time));
        var first = Task.WhenAny(life, death, way.Lost);
        try
        {
            time.RunUntil(first);
        }
        finally
        {
            now = time.GetUtcNow();
            Writes += way.Writes;
            Trace = unchecked((((Trace * 31) + way.Trace) * 31) + now.Ticks);
            Refusals += way.HasRefused.Task.IsCompleted ? 1 : 0;
            way.LosePower();
        }

        if (await first == life)
        {
            await life;
            return true;
        }

        await await first;
        return false;
    }

    static async Task DeathAsync(Fate fate, StormDisk way, StormHost host, VirtualTime time)
    {
        if (fate.Death == Death.RefusedCommit)
            await way.HasRefused.Task;
        if (fate.Death is Death.RefusedCommit or Death.Killed or Death.Stopped)
            await Task.Delay(fate.After, time);
        else
            await way.Lost;
        if (fate.Death == Death.Stopped)
            await host.StopAsync(TimeSpan.FromSeconds(fate.Told));
    }
}
