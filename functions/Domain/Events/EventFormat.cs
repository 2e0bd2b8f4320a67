namespace Orchestrations.Domain.Events;

/// <summary>The formats that events are taken in.</summary>
public enum EventFormat
{
    /// <summary>Our own: id, time, type and whatever else is to be proved.</summary>
    Events,

    /// <summary>ChainBridge's ProofEvent: event_type, timestamp, details.</summary>
    ChainBridge,

    /// <summary>A GS1 EPCIS 2.0 document in JSON-LD.</summary>
    Epcis20,

    /// <summary>DCSA Track and Trace 2.2.</summary>
    Dcsa22,

    /// <summary>DCSA Track and Trace 3.0.</summary>
    Dcsa30,
}
