using Microsoft.DurableTask;

namespace Orchestrations.Engine.Functions;

/// <summary>An activity function as the engine runs it: one object per invocation, bound to that invocation's scope.</summary>
sealed class FunctionActivity(
    FunctionDescriptor function, FunctionInvoker invoker, TaskSignature signature, IServiceProvider services) : ITaskActivity
{
    public Type InputType => signature.Input;

    public Type OutputType => signature.Output;

    public Task<object?> RunAsync(TaskActivityContext context, object? input)
        => invoker.RunTask(function, services, context, input);
}
