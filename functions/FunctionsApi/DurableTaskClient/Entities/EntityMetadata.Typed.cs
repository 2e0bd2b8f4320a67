using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

public class EntityMetadata<TState>
{
    readonly TState? state;

    public EntityMetadata(EntityInstanceId id) => Id = id;

    public EntityMetadata(EntityInstanceId id, TState? state)
    {
        Id = id;
        IncludesState = state is not null;
        this.state = state;
    }

    public EntityInstanceId Id { get; }

    public DateTimeOffset LastModifiedTime { get; init; }

    public int BacklogQueueSize { get; init; }

    public string? LockedBy { get; init; }

    public bool IncludesState { get; }

    public TState State => IncludesState
        ? state!
        : throw new InvalidOperationException($"The state of '{Id}' was not fetched, or there is none: see {nameof(IncludesState)}.");
}
