using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Entities;
using Orchestrations.Engine.Entities;

namespace Orchestrations.Engine.Execution;

/// <summary>What an orchestrator can do with entities: Microsoft's feature, over one <see cref="OrchestratorExecution"/>.</summary>
sealed class EntityFeature(OrchestratorExecution execution) : TaskOrchestrationEntityFeature
{
    readonly OrchestratorExecution execution = execution;

    // The rules of a critical section are what keeps it free of deadlocks: inside it, an orchestration waits for nobody who
    // could wait for it.
    CriticalSection? section;

    public override Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null)
    {
        execution.EnsureLegalAccess();
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        RefuseOptionsAsInput(input);
        var entity = EntityIdRule.Check(id);
        var json = PayloadLimit.Serialize(execution.Converter, input, $"input of operation '{operationName}'");
        if (section is not { IsEntered: true } entered)
            return Call();
        entered.BeginCall(id);
        return CallInside();

        Task<TResult> Call() => execution.Begin<TResult>(eventId => new OrchestratorAction.CallEntity(eventId, entity, operationName, json), out _);

        async Task<TResult> CallInside()
        {
            try
            {
                return await Call();
            }
            finally
            {
                entered.EndCall(id);
            }
        }
    }

    public override Task CallEntityAsync(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null)
        => CallEntityAsync<object?>(id, operationName, input, options);

    public override Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        execution.EnsureLegalAccess();
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        RefuseOptionsAsInput(input);
        var entity = EntityIdRule.Check(id);
        var json = PayloadLimit.Serialize(execution.Converter, input, $"input of operation '{operationName}'");
        if (section is { IsEntered: true } entered && entered.Holds(id))
            throw new InvalidOperationException(
                $"'{id}' is locked by this critical section, so a signal would wait for its end. Call the entity instead.");
        execution.Send(eventId => new OrchestratorAction.SignalEntity(eventId, entity, operationName, json, options?.SignalTime?.UtcDateTime));
        return Task.CompletedTask;
    }

    public override Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds)
    {
        execution.EnsureLegalAccess();
        ArgumentNullException.ThrowIfNull(entityIds);

        // One order for everybody: whoever holds a lock waits only for greater ids, so nobody waits in a circle.
        var ids = entityIds.DistinctBy(EntityIdRule.Check).OrderBy(id => id.ToString(), StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
            throw new ArgumentException("There is no entity to lock.", nameof(entityIds));
        if (section is not null)
            throw new InvalidOperationException("A critical section cannot be entered inside another one. Lock all entities at once.");
        var entering = section = new CriticalSection(ids);
        var granted = execution.Begin<object?>(
            eventId => new OrchestratorAction.LockEntities(eventId, [.. ids.Select(id => id.ToString())]), out var lockId);
        return EnterAsync();

        async Task<IAsyncDisposable> EnterAsync()
        {
            await granted;
            entering.IsEntered = true;
            return new Exit(this, entering, lockId);
        }
    }

    public override bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds)
    {
        entityIds = section is { IsEntered: true } entered ? entered.Entities : null;
        return entityIds is not null;
    }

    /// <exception cref="InvalidOperationException">The caller is in a critical section.</exception>
    public void RefuseSubOrchestration()
    {
        if (section is { IsEntered: true })
            throw new InvalidOperationException(
                "A sub-orchestration cannot be called inside a critical section: it might wait for what is locked. Call it before or after.");
    }

    static void RefuseOptionsAsInput(object? input)
    {
        if (input is CallEntityOptions or SignalEntityOptions)
            throw new ArgumentException("Options were passed as the input. Name the argument: options: ...", nameof(input));
    }

    sealed class Exit(EntityFeature feature, CriticalSection entered, int lockId) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            feature.execution.EnsureLegalAccess();
            if (feature.section != entered)
                return ValueTask.CompletedTask;
            feature.section = null;
            feature.execution.Send(
                eventId => new OrchestratorAction.UnlockEntities(eventId, lockId, [.. entered.Entities.Select(id => id.ToString())]));
            return ValueTask.CompletedTask;
        }
    }
}
