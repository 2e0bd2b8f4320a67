namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>Counts what an entity does; safe from any thread.</summary>
sealed class QueueCounters
{
    long accepted, duplicates, delivered, completed, abandoned, locksLost, deadLettered, expired;

    public void Accepted(int count) => Interlocked.Add(ref accepted, count);

    public void Duplicate() => Interlocked.Increment(ref duplicates);

    public void Delivered(int count) => Interlocked.Add(ref delivered, count);

    public void Completed(int count) => Interlocked.Add(ref completed, count);

    public void Abandoned(int count) => Interlocked.Add(ref abandoned, count);

    public void LockLost(int count) => Interlocked.Add(ref locksLost, count);

    public void DeadLettered() => Interlocked.Increment(ref deadLettered);

    public void Expired() => Interlocked.Increment(ref expired);

    public BusCounters Snapshot() => new(
        Volatile.Read(ref accepted),
        Volatile.Read(ref duplicates),
        Volatile.Read(ref delivered),
        Volatile.Read(ref completed),
        Volatile.Read(ref abandoned),
        Volatile.Read(ref locksLost),
        Volatile.Read(ref deadLettered),
        Volatile.Read(ref expired));
}
