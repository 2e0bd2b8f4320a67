namespace Orchestrations.Domain.Rebalance;

/// <summary>Why the core is rebalanced, or not.</summary>
public enum RebalanceReason
{
    /// <summary>Neither the calendar nor a drift asks for it.</summary>
    NotDue,

    /// <summary>The capital is still being deployed.</summary>
    Settling,

    /// <summary>The interval has passed.</summary>
    Calendar,

    /// <summary>A share is too far from its target.</summary>
    Drift,
}
