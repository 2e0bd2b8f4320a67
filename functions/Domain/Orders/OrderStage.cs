namespace Orchestrations.Domain.Orders;

/// <summary>Where an order stands in this system, from the decision to its end. Which may follow which: <see cref="OrderLifeCycle"/>.</summary>
public enum OrderStage
{
    /// <summary>Decided and recorded; nothing was sent.</summary>
    Intended,

    /// <summary>End: nothing was sent, because it was too small or there were no prices. The amount is carried over.</summary>
    NotPlaced,

    /// <summary>End: a risk rule refused it; nothing was sent.</summary>
    Refused,

    /// <summary>About to be sent, or being sent: a crash here leaves the outcome unknown.</summary>
    Submitting,

    /// <summary>It is not known whether the exchange took it. Not a failure.</summary>
    Unknown,

    /// <summary>The exchange took it; nothing is known to be filled.</summary>
    Accepted,

    /// <summary>Live and part filled.</summary>
    PartiallyFilled,

    /// <summary>End: all filled.</summary>
    Filled,

    /// <summary>End: part filled, the rest cancelled (a market order that ran out of book).</summary>
    PartiallyFilledCancelled,

    /// <summary>End: nothing filled, cancelled by the exchange.</summary>
    Cancelled,

    /// <summary>End: the exchange refused it.</summary>
    Rejected,

    /// <summary>The exchange's answers ran out before the truth was known. It is looked at again; its amount stays reserved.</summary>
    Unresolved,
}
