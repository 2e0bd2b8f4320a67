namespace Microsoft.DurableTask.Entities;

// The state is read before each operation and written after it; an operation that throws writes nothing.
public abstract class TaskEntity<TState> : ITaskEntity
{
    const string ImplicitDelete = "delete";

    TaskEntityOperation? current;

    protected TState State { get; set; } = default!;

    protected TaskEntityContext Context
        => current?.Context ?? throw new InvalidOperationException("An entity has a context only while an operation runs.");

    // When true, operations that the entity has no method for go to the state's methods.
    protected virtual bool AllowStateDispatch => false;

    public async ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        current = operation;
        State = operation.State.GetState(typeof(TState)) is TState stored ? stored : InitializeState(operation);
        if (OperationMethods.TryCall(this, operation, out var running) || (AllowStateDispatch && TryCallState(operation, out running)))
        {
            var result = await running;
            operation.State.SetState(State);
            return result;
        }

        if (!string.Equals(operation.Name, ImplicitDelete, StringComparison.OrdinalIgnoreCase))
            throw new NotSupportedException($"{GetType()} has no public method for the operation '{operation.Name}'.");
        operation.State.SetState(null);
        return null;
    }

    protected virtual TState InitializeState(TaskEntityOperation entityOperation)
        => Nullable.GetUnderlyingType(typeof(TState)) is { } value
            ? (TState)Activator.CreateInstance(value)!
            : Activator.CreateInstance<TState>();

    bool TryCallState(TaskEntityOperation operation, out ValueTask<object?> running)
        => State is { } state
            ? OperationMethods.TryCall(state, operation, out running)
            : throw new InvalidOperationException($"Operation '{operation.Name}' is the state's, and there is no state.");
}
