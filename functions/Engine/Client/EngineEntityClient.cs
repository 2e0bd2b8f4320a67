using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Orchestrations.Engine.Entities;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Client;

/// <summary>Microsoft's entity client over this engine. A signal is durable when its task completes.</summary>
sealed class EngineEntityClient(string name, InstanceRunner runner, DataConverter converter) : DurableEntityClient(name)
{
    public override async Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var entity = EntityIdRule.Check(id);
        var json = PayloadLimit.Serialize(converter, input, $"input of operation '{operationName}'");
        runner.EnsureStarted();
        using var span = ClientSpans.Signal(id, operationName, runner.Now);
        var signal = new EntityMessage.Signal(operationName, json) { Trace = TraceLink.Of(span) };
        var commit = new SignalCommit(runner, entity, signal, options?.SignalTime?.UtcDateTime);
        runner.Commits.Enqueue(commit);
        await commit.Done.WaitAsync(cancellation);
        span?.End(runner.Now);
    }

    public override Task<EntityMetadata?> GetEntityAsync(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default)
        => Task.FromResult(Find(id) is { } record ? Describe(record, includeState) : null);

    public override Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default)
        => Task.FromResult(Find(id) is { } record ? Describe<T>(record, includeState) : null);

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null) => Pages(filter, Describe);

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) => Pages(filter, Describe<T>);

    /// <summary>There is never anything to clean: an entity without a state goes with its last operation, a lock with its owner.</summary>
    public override Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default)
        => Task.FromResult(default(CleanEntityStorageResult));

    // An entity that is only locked exists for this engine, but not for whoever asks.
    EntityRecord? Find(EntityInstanceId id) => runner.Store.Entities.Find(EntityIdRule.Check(id)) is { State: not null } record ? record : null;

    AsyncPageable<TEntity> Pages<TEntity>(EntityQuery? filter, Func<EntityRecord, bool, TEntity> describe)
        where TEntity : notnull
    {
        var query = filter ?? new EntityQuery();
        var entities = new EntityFilter(
            query.InstanceIdStartsWith, query.LastModifiedFrom?.UtcDateTime, query.LastModifiedTo?.UtcDateTime, query.IncludeTransient);
        return Pageable.Create((token, size, _) =>
        {
            var top = size ?? query.PageSize ?? EntityQuery.DefaultPageSize;
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(top);
            var rows = runner.Store.Entities.Query(entities, token ?? query.ContinuationToken ?? "", top);
            return Task.FromResult(new Page<TEntity>(
                [.. rows.Select(row => describe(row, query.IncludeState))], rows.Count < top ? null : rows[^1].Id));
        });
    }

    EntityMetadata Describe(EntityRecord record, bool withState) => new(
        EntityInstanceId.FromString(record.Id),
        withState && record.State is { } state ? new SerializedData(state, converter) : null)
    {
        LastModifiedTime = new DateTimeOffset(record.UpdatedAt),
        BacklogQueueSize = runner.Store.Entities.Backlog(record.Id),
        LockedBy = record.LockedBy?.InstanceId,
    };

    EntityMetadata<T> Describe<T>(EntityRecord record, bool withState)
    {
        var id = EntityInstanceId.FromString(record.Id);
        var (updated, backlog) = (new DateTimeOffset(record.UpdatedAt), runner.Store.Entities.Backlog(record.Id));
        return withState && record.State is { } state
            ? new EntityMetadata<T>(id, converter.Deserialize<T>(state))
            {
                LastModifiedTime = updated, BacklogQueueSize = backlog, LockedBy = record.LockedBy?.InstanceId,
            }
            : new EntityMetadata<T>(id)
            {
                LastModifiedTime = updated, BacklogQueueSize = backlog, LockedBy = record.LockedBy?.InstanceId,
            };
    }
}
