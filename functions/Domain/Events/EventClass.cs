namespace Orchestrations.Domain.Events;

/// <summary>How sure an event is, as in DCSA's classifier.</summary>
public enum EventClass
{
    /// <summary>It happened.</summary>
    Actual,

    /// <summary>It is expected; replaced by later estimates and by the actual event.</summary>
    Estimated,

    /// <summary>It was planned.</summary>
    Planned,
}
