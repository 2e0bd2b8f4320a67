using Orchestrations.Engine.ServiceBus.Entities;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>What messages can be sent to: a queue, or a topic.</summary>
interface IDestination
{
    string Name { get; }

    /// <summary>The name as the store knows it, so that a declaration in other case finds its messages.</summary>
    string StoredAs => Name.ToLowerInvariant();

    EntityOptions Options { get; }

    QueueCounters Counters { get; }

    /// <summary>Who gets a copy.</summary>
    IReadOnlyList<MessageQueue> Queues { get; }
}

/// <summary>Copies each message into its subscriptions. Without any it accepts messages and drops them, as Azure does.</summary>
sealed class Topic(string name, EntityOptions options, IReadOnlyList<MessageQueue> subscriptions) : IDestination
{
    public string Name => name;

    public EntityOptions Options => options;

    public QueueCounters Counters { get; } = new();

    public IReadOnlyList<MessageQueue> Queues => subscriptions;
}
