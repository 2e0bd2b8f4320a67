namespace Orchestrations.Engine.Storage;

/// <summary>
/// Writes that become durable together, and what happens then. <see cref="Apply"/> may run again after a failed attempt, so
/// it starts from its inputs each time.
/// </summary>
abstract class Commit
{
    /// <summary>Makes the writes.</summary>
    public abstract void Apply(IDurableTransaction transaction);

    /// <summary>Called once, after the writes are durable, in the order of the commits. Must be quick and must not throw.</summary>
    public abstract void Committed();

    /// <summary>Called instead when the writes can never succeed (a broken rule of the database, not a full disk).</summary>
    public abstract void Refused(Exception reason);
}
