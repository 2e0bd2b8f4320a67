using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Client;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Tracing;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Entities;

/// <summary>Runs the operations of entities: mail in, code, one commit, effects out. No more of them at a time than the host allows.</summary>
sealed class EntityRunner : IDisposable
{
    readonly InstanceRunner runner;
    readonly TaskTable tasks;
    readonly IServiceScopeFactory scopes;
    readonly ILogger logger;
    readonly EntitySlots slots;
    readonly SignalTimers timers;
    readonly ConcurrentDictionary<string, Entity> inMemory = new(StringComparer.Ordinal);
    readonly int mostInMemory;
    volatile bool draining;
    volatile bool stopping;

    public EntityRunner(
        InstanceRunner runner, TaskTable tasks, IServiceProvider services, TimeProvider time, IWorkQueue work, ILogger logger, EngineOptions options)
    {
        this.runner = runner;
        this.tasks = tasks;
        this.logger = logger;
        scopes = services.GetRequiredService<IServiceScopeFactory>();
        slots = new EntitySlots(work, options.MaxConcurrentEntities);
        timers = new SignalTimers(time, Post);
        mostInMemory = options.MaxInstancesInMemory;
        Converter = options.DataConverter;
    }

    public DataConverter Converter { get; }

    /// <summary>True when no more operations begin; what is in the mailboxes is stored.</summary>
    public bool IsDraining => draining;

    /// <summary>True when entities at rest are to make room; they are read again when something arrives for them.</summary>
    public bool IsCrowded => inMemory.Count > mostInMemory;

    /// <summary>The names that have code here.</summary>
    public IEnumerable<string> Names => tasks.EntityNames;

    /// <summary>Hands a stored message over: at once, or when it is due.</summary>
    public void Deliver(StoredEntityMessage message)
    {
        if (message.Due > runner.Now)
            timers.Add(message);
        else
            Post(message);
    }

    /// <summary>Starts no more operations. Those that run may end.</summary>
    public void Drain() => draining = true;

    /// <summary>The entity as it is stored, or as one that does not exist yet.</summary>
    public EntityRecord Load(string id) => runner.Store.Entities.Find(id) ?? new EntityRecord(id, null, null, runner.Now);

    public void Woken(Entity entity)
    {
        runner.Woken();
        slots.Post(entity);
    }

    public void Again(Entity entity) => slots.Post(entity);

    /// <summary>An entity is at its end for now with running code.</summary>
    public void Ran() => slots.Free();

    public void Rested(Entity entity, bool retired)
    {
        if (retired)
            inMemory.TryRemove(new KeyValuePair<string, Entity>(entity.Id, entity));
        runner.Rested();
    }

    public void Commit(Entity entity, EntityBatch batch) => runner.Commits.Enqueue(new EntityCommit(runner, entity, batch));

    public void BatchWasRefused(Entity entity, Exception reason)
    {
        runner.Rested();
        if (!stopping)
            logger.LogCritical(
                reason,
                "Operations of entity '{Entity}' could not be made; it rests until the next start. ({Code})",
                entity.Id,
                EngineErrors.TurnRefused);
    }

    /// <summary>An orchestration that an entity wanted to start is there already.</summary>
    public void StartWasRefused(string entityId, InstanceRecord inTheWay) => logger.LogWarning(
        "Entity '{Entity}' did not start '{Instance}': there is one already, and it is {Status}. ({Code})",
        entityId,
        inTheWay.Id,
        inTheWay.Status,
        EngineErrors.InstanceExists);

    /// <summary>An orchestration to be started, not yet stored.</summary>
    /// <exception cref="ArgumentException">Its id or its options are refused.</exception>
    public InstanceCreation NewStart(TaskName name, object? input, StartOrchestrationOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name);
        var json = PayloadLimit.Serialize(Converter, input, $"input of '{name.Name}'");
        var id = options?.InstanceId is { } chosen
            ? InstanceIdRule.Check(chosen)
            : ReplaySafeGuid.ExecutionId("entity", runner.Now, runner.NextKey());
        var startAt = options?.StartAt is { } at && at > runner.Now ? at.UtcDateTime : (DateTime?)null;
        var tags = options?.Tags is { Count: > 0 } given ? new Dictionary<string, string>(given) : null;
        var version = options?.Version?.Version ?? runner.Versions.Default;
        var instance = runner.NewInstance(id, name.Name, json, version, parent: null, tags, startAt, TraceLink.Of(null));
        return new InstanceCreation(runner, instance, ReuseRule.From(options?.DedupeStatuses));
    }

    /// <summary>Runs the operation of a signal or a call, and takes the message into the batch.</summary>
    public async ValueTask RunAsync(EntityInstanceId id, StoredEntityMessage message, EntityBatch batch)
    {
        var (name, input) = message.Message switch
        {
            EntityMessage.Call call => (call.Operation, call.Input),
            EntityMessage.Signal signal => (signal.Operation, signal.Input),
            _ => throw new InvalidOperationException($"A {message.Message.GetType().Name} runs no operation."),
        };
        var operation = new EntityOperation(name, input, batch.After.State, id, this);
        var span = EntitySpans.StartOperation(id, name, message.Message is EntityMessage.Call, message.Message.Trace, runner.Now);
        string? result = null;
        TaskFailureDetails? failure = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var factory = tasks.FindEntity(id.Name) ?? throw TaskNotFoundException.Entity(id.Name);
            var returned = await factory(scope.ServiceProvider).RunAsync(operation);
            result = PayloadLimit.Serialize(Converter, returned, $"result of operation '{name}'");
        }
        catch (Exception thrown)
        {
            failure = TaskFailureDetails.FromException(thrown);
            if (message.Message is EntityMessage.Signal)
                logger.LogError(thrown, "Operation '{Operation}' of entity '{Entity}' failed; nobody waits for it.", name, id);
        }

        EntitySpans.EndOperation(span, runner.Now, failure?.ErrorMessage);
        batch.Take(message, operation, result, failure, runner.Now);
    }

    public void Dispose()
    {
        stopping = true;
        timers.Dispose();
    }

    void Post(StoredEntityMessage message)
    {
        while (!inMemory.GetOrAdd(message.EntityId, static (id, runner) => new Entity(runner, id), this).TryPost(message))
            Thread.Yield(); // It is leaving memory this very moment.
    }
}
