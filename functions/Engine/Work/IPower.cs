namespace Orchestrations.Engine.Work;

/// <summary>
/// The power of a simulated machine. It is asked at every instant that matters for what survives: before a write becomes durable,
/// and after it, before anybody is told.
/// </summary>
public interface IPower
{
    /// <summary>
    /// Lets one instant pass. False when the power is gone, from this instant on or since an earlier one: what would follow does
    /// not happen, and nobody is told anything.
    /// </summary>
    bool Lasts();
}
