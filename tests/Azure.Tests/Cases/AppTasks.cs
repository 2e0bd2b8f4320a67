using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App;

namespace Orchestrations.Azure.Tests.Cases;

/// <summary>The app's orchestrators and activities for Microsoft's durable worker, as the Functions host finds them.</summary>
static class AppTasks
{
    /// <summary>Registers all of them.</summary>
    public static void Register(DurableTaskRegistry registry)
    {
        foreach (var (name, orchestrator) in AppOrchestrators.All)
            registry.AddOrchestrator(name, () => orchestrator);
        foreach (var method in typeof(AppServices).Assembly.GetTypes().SelectMany(type => type.GetMethods()))
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function
                && method.GetParameters().FirstOrDefault()?.GetCustomAttribute<ActivityTriggerAttribute>() is not null)
                registry.AddActivity(function.Name, services => new Activity(method, services));
    }

    // As the Functions host does it: the method of a service, with the input, a client where it asks for one, and a token.
    sealed class Activity(MethodInfo method, IServiceProvider services) : ITaskActivity
    {
        public Type InputType => method.GetParameters()[0].ParameterType;

        public Type OutputType => method.ReturnType.GenericTypeArguments.FirstOrDefault(typeof(object));

        public async Task<object?> RunAsync(TaskActivityContext context, object? input)
        {
            var target = method.IsStatic ? null : ActivatorUtilities.GetServiceOrCreateInstance(services, method.DeclaringType!);
            var arguments = method.GetParameters().Select(parameter =>
                parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
                : parameter.IsDefined(typeof(DurableClientAttribute)) ? services.GetRequiredService<DurableTaskClient>()
                : input).ToArray();
            var running = (Task)method.Invoke(target, arguments)!;
            await running;
            return method.ReturnType.IsGenericType ? ((dynamic)running).Result : null;
        }
    }
}
