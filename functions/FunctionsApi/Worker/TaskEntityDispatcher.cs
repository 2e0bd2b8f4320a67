using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

public sealed class TaskEntityDispatcher
{
    readonly TaskEntityOperation operation;
    readonly IServiceProvider services;

    internal TaskEntityDispatcher(TaskEntityOperation operation, IServiceProvider services)
    {
        this.operation = operation;
        this.services = services;
    }

    internal object? Result { get; private set; }

    public Task DispatchAsync(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DispatchAsync(entity.RunAsync);
    }

    // An entity class by itself, or a plain class whose object is the state.
    public Task DispatchAsync<T>()
        => DispatchAsync(typeof(T).IsAssignableTo(typeof(ITaskEntity))
            ? (ITaskEntity)ActivatorUtilities.GetServiceOrCreateInstance(services, typeof(T))
            : new StateItself<T>());

    public async Task DispatchAsync(Func<TaskEntityOperation, ValueTask<object?>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Result = await handler(operation);
    }

    sealed class StateItself<T> : TaskEntity<T>
    {
        protected override bool AllowStateDispatch => true;
    }
}
