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
                orchestrators.Concat(registry is null ? [] : TaskTable.OrchestratorsOf(registry)),
                activities.Concat(registry is null ? [] : TaskTable.ActivitiesOf(registry)));
        }
        catch (ArgumentException failure)
        {
            throw new HostException(HostErrors.DuplicateFunction, failure.Message, failure);
        }
    }

    static (string Name, TaskVersion Version, Func<IServiceProvider, ITaskOrchestrator> Task) Orchestrator(
        FunctionDescriptor function, FunctionInvoker invoker)
    {
        var signature = TaskSignature.Of(function);
        var name = ((OrchestrationTriggerAttribute)function.Attribute).Orchestration ?? function.Name;
        return (name, TaskVersion.Unversioned, services => new FunctionOrchestrator(function, invoker, signature, services));
    }

    static (string Name, TaskVersion Version, Func<IServiceProvider, ITaskActivity> Task) Activity(
        FunctionDescriptor function, FunctionInvoker invoker)
    {
        var signature = TaskSignature.Of(function);
        var name = ((ActivityTriggerAttribute)function.Attribute).Activity ?? function.Name;
        return (name, TaskVersion.Unversioned, services => new FunctionActivity(function, invoker, signature, services));
    }
}
