using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Entities;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Tracing;
using Orchestrations.Engine.Versions;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Instances;

/// <summary>Runs the turns of instances: mail in, orchestrator code, one commit, effects out.</summary>
sealed partial class InstanceRunner : IDisposable
{
    // A wall clock can be set, and stands still for timers while a laptop sleeps; a virtual one only does what it is told.
    static readonly TimeSpan WallClockSleep = TimeSpan.FromMinutes(1);
    static readonly TimeSpan VirtualSleep = TimeSpan.FromDays(40);

    readonly TaskTable tasks;
    readonly IServiceProvider services;
    readonly DataConverter converter;
    readonly ILoggerFactory loggers;
    readonly ILogger logger;
    readonly TimeProvider time;
    readonly int mostLoaded;
    readonly int historyWarnsAt;
    readonly int historyMost;
    long lastKey;
    long lastMessageId;
    int loaded;
    int busy;
    long turns;
    int rejected;
    volatile bool recovered;
    volatile bool stopping;
    long replayedEvents;

    public InstanceRunner(
        IDurableStore store,
        ICommitQueue commits,
        IWorkQueue work,
        TaskTable tasks,
        IServiceProvider services,
        TimeProvider time,
        ILoggerFactory loggers,
        EngineOptions options,
        EngineMeters meters)
    {
        Meters = meters;
        Store = store;
        Commits = commits;
        Work = work is VirtualTime ? work : new BoundedWork(work, options.MaxConcurrentTurns);
        this.tasks = tasks;
        this.services = services;
        this.time = time;
        this.loggers = loggers;
        logger = loggers.CreateLogger("Orchestrations.Engine");
        converter = options.DataConverter;
        mostLoaded = options.MaxInstancesInMemory;
        Versions = new VersionRule(options);
        historyWarnsAt = options.HistoryWarnsAt;
        historyMost = options.HistoryMost;
        Timers = new DurableTimers(time, time is VirtualTime ? VirtualSleep : WallClockSleep);
        Entities = new EntityRunner(this, tasks, services, time, work, logger, options);
        Activities = new ActivityRunner(tasks, services, converter, time, work, options.MaxConcurrentActivities, logger);
    }

    public IDurableStore Store { get; }

    public EngineMeters Meters { get; }

    public ICommitQueue Commits { get; }

    public IWorkQueue Work { get; }

    public InstanceDirectory Directory { get; } = new();

    public DurableTimers Timers { get; }

    public ActivityRunner Activities { get; }

    public EntityRunner Entities { get; }

    /// <summary>Which versions run here.</summary>
    public VersionRule Versions { get; }

    /// <summary>Turns run since the start.</summary>
    public long Turns => Volatile.Read(ref turns);

    /// <summary>History events replayed since the start; 0 as long as nothing had to be rebuilt.</summary>
    public long ReplayedEvents => Volatile.Read(ref replayedEvents);

    /// <summary>Instances whose orchestrator is in memory.</summary>
    public int Loaded => Volatile.Read(ref loaded);

    /// <summary>Instances that are in a turn, or about to be.</summary>
    public int Busy => Volatile.Read(ref busy);

    /// <summary>Instances that have waited for a host of another version since the start.</summary>
    public int Rejected => Volatile.Read(ref rejected);

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public long NextKey() => Interlocked.Increment(ref lastKey);

    public long NextMessageId() => Interlocked.Increment(ref lastMessageId);

    /// <summary>Brings back everything that had not ended when the store was last closed, or killed.</summary>
    public int Recover()
    {
        var state = Store.Recover();
        lastKey = state.LastKey;
        var forEntities = Store.Entities.RecoverMessages();
        lastMessageId = Math.Max(state.LastMessageId, forEntities.Count == 0 ? 0 : forEntities[^1].Id);
        var byKey = new Dictionary<long, Instance>(state.Instances.Count);
        foreach (var record in state.Instances)
        {
            var instance = new Instance(this, record, history: null);
            byKey.Add(record.Key, instance);
            Directory.Add(instance);
        }

        recovered = true;
        foreach (var (key, timerId, fireAt) in state.Timers)
            if (byKey.TryGetValue(key, out var instance))
                Timers.Add(new DurableTimer(instance, instance.Record.ExecutionId, timerId, fireAt));
        foreach (var (key, messageId, happened) in state.Messages)
            if (byKey.TryGetValue(key, out var instance))
                instance.Post(new Message(happened, messageId));
        foreach (var instance in byKey.Values)
            if (state.ResumeKeys.Contains(instance.Record.Key))
                instance.Post(new Message(null));
        foreach (var message in forEntities)
            Entities.Deliver(message);
        return byKey.Count;
    }

    /// <summary>A new instance, not yet stored.</summary>
    public Instance NewInstance(
        string id,
        string name,
        string? input,
        string version,
        ParentLink? parent,
        IReadOnlyDictionary<string, string>? tags,
        DateTime? startAt,
        TraceLink trace)
    {
        var key = NextKey();
        var now = Now;
        var executionId = ReplaySafeGuid.ExecutionId(id, now, key);
        var record = new InstanceRecord
        {
            Key = key,
            Id = id,
            Name = name,
            Version = version,
            ExecutionId = executionId,
            Status = OrchestrationRuntimeStatus.Pending,
            CreatedAt = now,
            UpdatedAt = now,
            StartAt = startAt,
            Parent = parent,
            Tags = tags,
            Input = input,
        };
        var start = new ExecutionStarted(now, name, executionId, input, version, parent, tags)
        {
            TraceParent = trace.Parent,
            TraceState = trace.State,
        };
        return new Instance(this, record, [start]);
    }

    /// <summary>Whether this host has the code of an execution, in its version, and may run it.</summary>
    public bool HasCodeFor(ExecutionStarted start) =>
        Versions.Mismatch(start.Version) is null && tasks.FindOrchestrator(start.Name, start.Version) is not null;

    /// <summary>The code of an execution, before its first step.</summary>
    public OrchestratorExecution NewExecution(InstanceRecord record, ExecutionStarted start, Action onForeignContinuation) => new(
        start,
        record.Id,
        () => tasks.FindOrchestrator(start.Name, start.Version)?.Invoke(services),
        record.CustomStatus,
        converter,
        loggers,
        onForeignContinuation);

    public void TurnIsDurable(Instance instance, InstanceRecord next, IReadOnlyList<HistoryEvent>? restartedAs)
    {
        instance.Publish(next);
        if (next.IsTerminal)
        {
            Directory.Remove(instance);
            Unload(instance);
            instance.Rest();
            return;
        }

        if (restartedAs is not null)
        {
            Unload(instance);
            instance.EndTimers();
            instance.KnownHistory = restartedAs;
            instance.Post(new Message(null));
        }

        Idle(instance);
    }

    /// <summary>A turn came to nothing because another instance took the id meanwhile.</summary>
    public void TurnIsGone(Instance instance)
    {
        Unload(instance);
        instance.Rest();
    }

    /// <summary>Ends an instance whose id was taken by a new one. Its stored state is gone already.</summary>
    public void EndReplaced(Instance instance)
    {
        Directory.Remove(instance);
        var now = Now;
        instance.Publish(instance.Record with { Status = OrchestrationRuntimeStatus.Terminated, UpdatedAt = now, CompletedAt = now });
        instance.Post(new Message(null)); // So that it leaves memory in a turn of its own.
    }

    public void TurnWasRefused(Instance instance, Exception reason)
    {
        Rested();
        if (stopping)
            return; // Nothing is wrong: the next start finds it as it was.

        // The stored state is untouched. The instance stays as it was durable, and says so, until the host is restarted:
        // going on from memory could repeat or lose an effect.
        Unload(instance);
        logger.LogCritical(
            reason,
            "A turn of instance '{Instance}' could not be made; it rests until the next start. ({Code})",
            instance.Record.Id,
            EngineErrors.TurnRefused);
    }

    /// <summary>An instance has work to do.</summary>
    public void Woken() => Interlocked.Increment(ref busy);

    /// <summary>An instance has nothing more to do for now.</summary>
    public void Rested() => Interlocked.Decrement(ref busy);

    /// <exception cref="InvalidOperationException">What was going on has not been recovered: nothing may be started before it.</exception>
    public void EnsureStarted()
    {
        if (!recovered)
            throw new InvalidOperationException("The engine has not been started. Call DurableEngine.Start first.");
    }

    /// <summary>Sets no more alarms; turns that can no longer be written are no cause for alarm either.</summary>
    public void Dispose()
    {
        stopping = true;
        Timers.Dispose();
        Entities.Dispose();
    }
}
