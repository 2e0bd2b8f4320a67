using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Tasks;

namespace Orchestrations.Engine.Functions;

/// <summary>The table of durable tasks: the app's orchestrator and activity functions, and what a registry adds.</summary>
static class FunctionTasks
{
    public static TaskTable TableOf(FunctionCatalog catalog, FunctionInvoker invoker, DurableTaskRegistry? registry)
    {
        var orchestrators = catalog.StartedBy(TriggerKind.Orchestration).Select(function => Orchestrator(function, invoker));
        var activities = catalog.StartedBy(TriggerKind.Activity).Select(function => Activity(function, invoker));
        try
        {
            return new TaskTable(
                orchestrators.Concat(registry?.GetOrchestrators().Select(Named) ?? []),
                activities.Concat(registry?.GetActivities().Select(Named) ?? []));
        }
        catch (ArgumentException failure)
        {
            throw new HostException(HostErrors.DuplicateFunction, failure.Message, failure);
        }
    }

    static KeyValuePair<string, Func<IServiceProvider, ITaskOrchestrator>> Orchestrator(
        FunctionDescriptor function, FunctionInvoker invoker)
    {
        var signature = TaskSignature.Of(function);
        var name = ((OrchestrationTriggerAttribute)function.Attribute).Orchestration ?? function.Name;
        return new(name, services => new FunctionOrchestrator(function, invoker, signature, services));
    }

    static KeyValuePair<string, Func<IServiceProvider, ITaskActivity>> Activity(
        FunctionDescriptor function, FunctionInvoker invoker)
    {
        var signature = TaskSignature.Of(function);
        var name = ((ActivityTriggerAttribute)function.Attribute).Activity ?? function.Name;
        return new(name, services => new FunctionActivity(function, invoker, signature, services));
    }

    static KeyValuePair<string, T> Named<T>(KeyValuePair<TaskName, T> task) => new(task.Key.Name, task.Value);
}
