namespace Orchestrations.Engine.Functions;

/// <summary>Makes one kind of task out of whatever a method returns: a value, nothing, or any sort of task.</summary>
/// <remarks>Awaits keep the caller's context, on which orchestrators depend.</remarks>
abstract class ResultReader
{
    static readonly Task<object?> Nothing = Task.FromResult<object?>(null);

    /// <summary>The type of the value, or void.</summary>
    public abstract Type Type { get; }

    public abstract Task<object?> Read(object? returned);

    public static ResultReader For(Type returnType)
    {
        if (returnType == typeof(void))
            return new OfNothing();
        if (returnType == typeof(Task))
            return new OfTask();
        if (returnType == typeof(ValueTask))
            return new OfValueTask();
        if (!returnType.IsGenericType)
            return new OfValue(returnType);
        var generic = returnType.GetGenericTypeDefinition();
        var reader = generic == typeof(Task<>) ? typeof(OfTask<>) : generic == typeof(ValueTask<>) ? typeof(OfValueTask<>) : null;
        return reader is null
            ? new OfValue(returnType)
            : (ResultReader)Activator.CreateInstance(reader.MakeGenericType(returnType.GetGenericArguments()))!;
    }

    static T NotNull<T>(object? returned)
        where T : class => (T?)returned ?? throw new InvalidOperationException("The function returned null instead of a task.");

    sealed class OfNothing : ResultReader
    {
        public override Type Type => typeof(void);

        public override Task<object?> Read(object? returned) => Nothing;
    }

    sealed class OfValue(Type type) : ResultReader
    {
        public override Type Type => type;

        public override Task<object?> Read(object? returned) => returned is null ? Nothing : Task.FromResult<object?>(returned);
    }

    sealed class OfTask : ResultReader
    {
        public override Type Type => typeof(void);

        public override Task<object?> Read(object? returned)
        {
            var task = NotNull<Task>(returned);
            return task.IsCompletedSuccessfully ? Nothing : Await(task);
        }

        static async Task<object?> Await(Task task)
        {
            await task;
            return null;
        }
    }

    sealed class OfTask<T> : ResultReader
    {
        public override Type Type => typeof(T);

        public override Task<object?> Read(object? returned)
        {
            var task = NotNull<Task<T>>(returned);
            return task.IsCompletedSuccessfully ? Task.FromResult<object?>(task.Result) : Await(task);
        }

        static async Task<object?> Await(Task<T> task) => await task;
    }

    sealed class OfValueTask : ResultReader
    {
        public override Type Type => typeof(void);

        public override Task<object?> Read(object? returned) => Await((ValueTask)returned!);

        static async Task<object?> Await(ValueTask task)
        {
            await task;
            return null;
        }
    }

    sealed class OfValueTask<T> : ResultReader
    {
        public override Type Type => typeof(T);

        public override Task<object?> Read(object? returned) => Await((ValueTask<T>)returned!);

        static async Task<object?> Await(ValueTask<T> task) => await task;
    }
}
