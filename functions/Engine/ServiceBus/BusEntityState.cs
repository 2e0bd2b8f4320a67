namespace Orchestrations.Engine.ServiceBus;

/// <summary>A queue, topic or subscription as it stands now, and what it has done since the host was started.</summary>
/// <param name="Name">As in the declaration; a subscription's is topic/subscriptions/name.</param>
/// <param name="Kind">Queue, Topic or Subscription.</param>
/// <param name="Active">Messages that can be received.</param>
/// <param name="Scheduled">Messages whose time has not come.</param>
/// <param name="Locked">Messages in the hands of a receiver.</param>
/// <param name="DeadLetters">Messages in its dead-letter queue.</param>
/// <param name="Bytes">Size of its messages, without dead letters.</param>
/// <param name="Counters">What it has done.</param>
public sealed record BusEntityState(
    string Name, BusEntityKind Kind, int Active, int Scheduled, int Locked, int DeadLetters, long Bytes, BusCounters Counters);

/// <summary>What kind of entity something is.</summary>
public enum BusEntityKind
{
    /// <summary>Messages sent to it are received from it.</summary>
    Queue,

    /// <summary>Messages sent to it are copied into each of its subscriptions.</summary>
    Topic,

    /// <summary>Receives the copies of a topic's messages.</summary>
    Subscription,
}

/// <summary>What an entity has done since the host was started. All only grow.</summary>
/// <param name="Accepted">Messages taken in, resubmitted ones included.</param>
/// <param name="Duplicates">Messages dropped as duplicates.</param>
/// <param name="Delivered">Deliveries to a receiver; more than one for a message that failed.</param>
/// <param name="Completed">Messages handled to their end.</param>
/// <param name="Abandoned">Deliveries that failed.</param>
/// <param name="LocksLost">Deliveries whose lock ran out.</param>
/// <param name="DeadLettered">Messages moved to the dead-letter queue.</param>
/// <param name="Expired">Messages whose time to live ran out, dropped or dead-lettered.</param>
public sealed record BusCounters(
    long Accepted, long Duplicates, long Delivered, long Completed, long Abandoned, long LocksLost, long DeadLettered, long Expired);
