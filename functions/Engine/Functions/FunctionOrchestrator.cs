using Microsoft.DurableTask;

namespace Orchestrations.Engine.Functions;

/// <summary>
/// An orchestrator function as the engine runs it. The method is called on the caller's thread and context, and its own task
/// is what comes back: nothing is awaited that the orchestrator did not ask for.
/// </summary>
sealed class FunctionOrchestrator(
    FunctionDescriptor function, FunctionInvoker invoker, TaskSignature signature, IServiceProvider services) : ITaskOrchestrator
{
    public Type InputType => signature.Input;

    public Type OutputType => signature.Output;

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
        => invoker.RunTask(function, services, context, input);
}
