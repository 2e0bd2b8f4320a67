using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Client;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Tracing;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine;

/// <summary>
/// The durable engine: orchestrators, activities, timers and messages over one store. On the wall clock it works on the
/// thread pool over SQLite; in virtual time on one thread over memory. The same code either way.
/// </summary>
public sealed class DurableEngine : IHistoryReader, IHostState, IAsyncDisposable
{
    const int LongestStateKey = 200;
    const int LongestStateValue = 64 * 1024;

    readonly IDurableStore store;
    readonly ICommitQueue commits;
    readonly InstanceRunner runner;
    readonly ILogger logger;
    readonly EngineClient client;
    bool started;
    int resumed;
    bool stopped;

    /// <summary>An engine over any store, with any way to write to it.</summary>
    internal DurableEngine(IDurableStore store, ICommitQueue commits, IWorkQueue work, EngineParts parts)
    {
        this.store = store;
        this.commits = commits;
        logger = parts.Loggers.CreateLogger("Orchestrations.Engine");
        runner = new InstanceRunner(store, commits, work, parts.Tasks, parts.Services, parts.Time, parts.Loggers, parts.Options, Meters);
        commits.Measure(Meters);
        Meters.Watch(() => Statistics, () => runner.Busy, () => commits.Waiting);
        client = new EngineClient(runner, parts.Options.DataConverter);
    }

    /// <summary>The store, for what else lives in it.</summary>
    internal IDurableStore Store => store;

    /// <summary>How to write to it.</summary>
    internal ICommitQueue Commits => commits;

    /// <summary>Where work runs.</summary>
    internal IWorkQueue Work => runner.Work;

    /// <summary>Starts, queries and steers orchestrations.</summary>
    public DurableTaskClient Client => client;

    /// <summary>What the engine has done since it was started.</summary>
    public EngineStatistics Statistics => new(
        runner.Turns,
        runner.Activities.Finished,
        commits.Written.Commits,
        commits.Written.Transactions,
        runner.ReplayedEvents,
        runner.Directory.Count,
        runner.Loaded,
        runner.Timers.Count,
        runner.Activities.Load.Running,
        runner.Activities.Load.Waiting)
    {
        RejectedVersions = runner.Rejected,
        Resumed = resumed,
        WaitingCommits = commits.Waiting,
    };

    /// <summary>Why the store cannot be written at the moment, for people; null when all is well.</summary>
    public string? Trouble => commits.Trouble;

    /// <summary>True when nothing runs: every instance waits for a timer, an event or somebody else.</summary>
    internal bool IsQuiet => runner.Activities.Load.Running == 0 && runner.Busy == 0;

    /// <summary>An engine on the wall clock over an SQLite file, which is created when it is missing.</summary>
    /// <exception cref="StorageException">The file cannot be used.</exception>
    public static DurableEngine OnFile(string file, EngineParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var store = new SqliteDurableStore(file, parts.Options.EveryCommitDurable);
        return OnWallClock(store, parts);
    }

    /// <summary>An engine on the wall clock that forgets everything when it ends.</summary>
    public static DurableEngine InMemory(EngineParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return OnWallClock(new MemoryDurableStore(), parts);
    }

    /// <summary>An engine in virtual time, in memory. Drive it with <see cref="VirtualTime.RunUntil(Task)"/>.</summary>
    public static DurableEngine InVirtualTime(VirtualTime time, EngineParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var store = new MemoryDurableStore();
        return new DurableEngine(store, new InlineCommitter(store), time, parts with { Time = time });
    }

    /// <summary>
    /// An engine in virtual time on a disk that outlives it. When the power goes, it neither writes nor tells anybody anything any
    /// more: leave it, and its time, and go on with another one on the same disk.
    /// </summary>
    public static DurableEngine InVirtualTime(VirtualTime time, EngineParts parts, VirtualDisk disk, IPower power)
    {
        ArgumentNullException.ThrowIfNull(disk);
        return new DurableEngine(disk.Store, new InlineCommitter(disk.Store, power), time, parts with { Time = time });
    }

    /// <summary>Looks into a database without running anything of it.</summary>
    /// <exception cref="StorageException">The file is damaged, newer, or another program's.</exception>
    public static DatabaseInspection Inspect(string file) => SqliteFile.Inspect(file);

    /// <summary>What it tells of itself to whoever listens.</summary>
    internal EngineMeters Meters { get; } = new();

    internal static DurableEngine OnWallClock(IDurableStore store, EngineParts parts) =>
        new(store, new GroupCommitter(store, parts.Loggers.CreateLogger("Orchestrations.Engine")), new ThreadPoolWork(), parts);

    /// <summary>Whether an engine, of this or another process, works on a database now.</summary>
    public static bool IsInUse(string file) => SqliteDurableStore.IsOwned(file);

    /// <summary>Recovers what was going on and begins to work.</summary>
    /// <returns>How many unfinished instances were found.</returns>
    /// <exception cref="StorageException">ORC-STORE-012: what the store holds cannot be read.</exception>
    public int Start()
    {
        if (started)
            throw new InvalidOperationException("The engine was started already.");
        started = true;
        resumed = runner.Recover();
        if (resumed > 0)
            logger.LogInformation("Resumed {Instances} unfinished instances.", resumed);
        return resumed;
    }

    /// <summary>
    /// Starts no more activities, waits up to the deadline for running ones and for the turns that record them, writes what is
    /// queued. Nothing is lost either way; after the deadline an activity that was running runs again at the next start.
    /// </summary>
    public async Task StopAsync(TimeSpan deadline, TimeProvider time)
    {
        if (stopped)
            return;
        stopped = true;
        runner.Activities.Drain();
        runner.Entities.Drain();
        var started = time.GetTimestamp();
        while (!IsQuiet && time.GetElapsedTime(started) < deadline)
            await Task.Delay(TimeSpan.FromMilliseconds(10), time);
        runner.Dispose();
        await commits.StopAsync();
    }

    /// <summary>Why an instance does not go on here though it could, for people; null when nothing keeps it.</summary>
    /// <param name="instanceId">The instance; unknown and ended ones are kept by nothing.</param>
    public string? WhyKept(string instanceId) => runner.Directory.Find(instanceId)?.WaitsBecause;

    /// <summary>
    /// The instances that a query means, the newest first, those of a prefix from the last id: the order of people who look, which
    /// Microsoft's query has no word for.
    /// </summary>
    /// <param name="query">Which; its continuation token must be of this order.</param>
    public AsyncPageable<OrchestrationMetadata> NewestInstances(OrchestrationQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return client.Instances(query, descending: true);
    }

    /// <summary>
    /// Ends an instance without running its code, for one that cannot be terminated: its code hangs or is gone, or its turns are
    /// refused. Its parent is told. Sub-orchestrations go on; running activities end, and their results are dropped.
    /// </summary>
    /// <param name="instanceId">Which.</param>
    /// <param name="reason">Becomes its output.</param>
    /// <param name="cancellation">Ends the wait, not the termination.</param>
    /// <returns>How it stood before; null when there is none. One that had ended is left as it is.</returns>
    public Task<OrchestrationRuntimeStatus?> ForceTerminateAsync(string instanceId, string? reason, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        runner.EnsureStarted();
        var commit = new ForceTerminateCommit(runner, instanceId, reason is null ? null : JsonSerializer.Serialize(reason));
        commits.Enqueue(commit);
        return commit.Done.WaitAsync(cancellation);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<HistoryEvent>?> ReadHistoryAsync(string instanceId, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<HistoryEvent>?>(store.Find(instanceId) is { } record ? store.ReadHistory(record.Key) : null);

    /// <inheritdoc />
    public Task<string?> GetAsync(string key, CancellationToken cancellation) => Task.FromResult(store.GetHostState(key));

    /// <inheritdoc />
    public Task SetAsync(string key, string value, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, LongestStateKey, nameof(key));
        ArgumentNullException.ThrowIfNull(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(System.Text.Encoding.UTF8.GetByteCount(value), LongestStateValue, nameof(value));
        var commit = new HostStateCommit(key, value);
        commits.Enqueue(commit);
        return commit.Done.WaitAsync(cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        runner.Activities.Drain();
        runner.Dispose();
        await commits.StopAsync();
        Meters.Dispose();
        store.Dispose();
    }
}

/// <summary>What an engine is made of.</summary>
/// <param name="Tasks">The orchestrators and activities it can run.</param>
/// <param name="Services">Where activities get their dependencies, in a scope each.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">Where it logs.</param>
/// <param name="Options">Limits and choices.</param>
public sealed record EngineParts(TaskTable Tasks, IServiceProvider Services, TimeProvider Time, ILoggerFactory Loggers, EngineOptions Options);
