using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus.Entities;
using Orchestrations.Engine.ServiceBus.Queues;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.ServiceBus.Listening;

/// <summary>
/// All Service Bus triggers of the app. A host starts and stops them with itself; without one, call <see cref="StartAsync"/>
/// and <see cref="StopAsync"/>.
/// </summary>
public sealed class ServiceBusListeners
{
    const int CallsPerCore = 16;

    readonly List<ServiceBusListener> listeners;

    internal ServiceBusListeners(
        FunctionCatalog catalog, MessageBroker broker, FunctionInvoker invoker, OutputMessages outputs, IWorkQueue work, IServiceProvider services)
    {
        var settings = services.GetService<IConfiguration>();
        var time = services.GetRequiredService<TimeProvider>();
        var host = services.GetRequiredService<HostJson>().ServiceBus;
        var loggers = services.GetRequiredService<ILoggerFactory>();
        listeners = [.. catalog.StartedBy(TriggerKind.ServiceBus).Select(function =>
        {
            var queue = broker.QueueAt(TopologyReader.SourceOf(function, settings));
            return new ServiceBusListener(
                function,
                queue,
                LimitsOf(function, queue, host, time),
                invoker,
                outputs,
                services.GetRequiredService<IServiceScopeFactory>(),
                work,
                loggers.CreateLogger($"Function.{function.Name}"));
        })];
    }

    /// <summary>Begins to receive.</summary>
    public Task StartAsync(CancellationToken cancellation)
    {
        foreach (var listener in listeners)
            listener.Start();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Receives no more, tells running functions to stop, and waits until they have. A message whose function gives up for
    /// that reason goes back as if it had not been delivered.
    /// </summary>
    public Task StopAsync(CancellationToken cancellation) => Task.WhenAll(listeners.Select(listener => listener.StopAsync(cancellation)));

    static ListenerLimits LimitsOf(FunctionDescriptor function, MessageQueue queue, ServiceBusSettings host, TimeProvider time)
    {
        var trigger = (ServiceBusTriggerAttribute)function.Attribute;

        // In virtual time the order of things must not depend on the machine.
        var calls = host.MaxConcurrentCalls ?? CallsPerCore * (time is VirtualTime ? 1 : Environment.ProcessorCount);
        var isSession = queue.Options.RequiresSession;
        var renewed = !trigger.IsBatched && host.MaxAutoLockRenewalDuration > queue.Options.LockDuration;
        return new ListenerLimits(
            isSession ? host.MaxConcurrentSessions : trigger.IsBatched ? 1 : calls,
            trigger.IsBatched ? host.MaxMessageBatchSize : 1,
            trigger.IsBatched,
            renewed ? host.MaxAutoLockRenewalDuration : queue.Options.LockDuration,
            AutoComplete(function) ?? host.AutoCompleteMessages);
    }

    // The attribute's property cannot tell false from unset; what was written in the source can.
    static bool? AutoComplete(FunctionDescriptor function)
    {
        var written = function.TriggerParameter.GetCustomAttributesData()
            .Single(attribute => attribute.AttributeType == typeof(ServiceBusTriggerAttribute)).NamedArguments
            .Where(argument => argument.MemberName == nameof(ServiceBusTriggerAttribute.AutoCompleteMessages))
            .ToList();
        return written.Count == 0 ? null : (bool)written[0].TypedValue.Value!;
    }
}
