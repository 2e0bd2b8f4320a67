namespace Orchestrations.Engine.Functions;

/// <summary>What starts a function.</summary>
public enum TriggerKind
{
    /// <summary>An HTTP request.</summary>
    Http,

    /// <summary>A schedule.</summary>
    Timer,

    /// <summary>A Service Bus message.</summary>
    ServiceBus,

    /// <summary>The durable engine, as an orchestrator.</summary>
    Orchestration,

    /// <summary>The durable engine, as an activity.</summary>
    Activity,

    /// <summary>The durable engine, as an entity.</summary>
    Entity,
}
