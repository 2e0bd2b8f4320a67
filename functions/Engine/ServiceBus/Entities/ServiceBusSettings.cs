namespace Orchestrations.Engine.ServiceBus.Entities;

/// <summary>What host.json says in extensions.serviceBus, with the defaults of the Functions host.</summary>
public sealed record ServiceBusSettings
{
    /// <summary>Messages of a function that succeeded are completed. True.</summary>
    public bool AutoCompleteMessages { get; init; } = true;

    /// <summary>How long a function may hold a message, if that is longer than its lock; not for batches. 5 minutes; 0 or more.</summary>
    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Messages that one function handles at a time. Null for 16 for each core (16 in virtual time); at least 1.</summary>
    public int? MaxConcurrentCalls { get; init; }

    /// <summary>Sessions that one function handles at a time, one message of each. 8; at least 1.</summary>
    public int MaxConcurrentSessions { get; init; } = 8;

    /// <summary>Messages of one batch. 1,000; at least 1.</summary>
    public int MaxMessageBatchSize { get; init; } = 1000;
}
