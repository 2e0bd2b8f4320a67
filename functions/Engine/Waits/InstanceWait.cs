namespace Orchestrations.Engine.Waits;

/// <summary>One thing an instance waits for.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The activity's, event's or child's name; empty for timers.</param>
/// <param name="At">Since when an activity or child runs, or when a timer is due, UTC; null for events.</param>
/// <param name="ChildId">The child's instance id.</param>
public sealed record InstanceWait(WaitKind Kind, string Name, DateTime? At, string? ChildId = null);
