namespace Orchestrations.Engine.Instances;

/// <summary>
/// One durable timer of one execution. It ends once: by coming due, by being cancelled, or with its execution. Numbers start
/// again with every continue-as-new, so a timer is known by this object and never by its number alone.
/// </summary>
sealed class DurableTimer(Instance instance, string executionId, int id, DateTime fireAt)
{
    int ended;

    public Instance Instance => instance;

    /// <summary>The execution that asked for it: no other may be woken by it.</summary>
    public string ExecutionId => executionId;

    public int Id => id;

    public DateTime FireAt => fireAt;

    public bool HasEnded => Volatile.Read(ref ended) != 0;

    /// <summary>True for the one caller that ends it.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref ended, 1) == 0;
}
