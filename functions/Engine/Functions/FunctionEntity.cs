using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace Orchestrations.Engine.Functions;

/// <summary>An entity function as the engine runs it: called once for each operation, which it dispatches.</summary>
sealed class FunctionEntity(FunctionDescriptor function, FunctionInvoker invoker, IServiceProvider services) : ITaskEntity
{
    public async ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        var dispatcher = new TaskEntityDispatcher(operation, services);
        await invoker.RunTask(function, services, dispatcher, null);
        return dispatcher.Result;
    }
}
