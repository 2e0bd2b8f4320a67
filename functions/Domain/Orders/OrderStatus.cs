namespace Orchestrations.Domain.Orders;

/// <summary>Where an order stands at the exchange (the Bybit V5 states this system can meet on spot).</summary>
public enum OrderStatus
{
    /// <summary>Live, nothing filled.</summary>
    New,

    /// <summary>Live, part filled.</summary>
    PartiallyFilled,

    /// <summary>Done, all filled.</summary>
    Filled,

    /// <summary>Done, part filled and the rest cancelled (an IOC market order that ran out of book).</summary>
    PartiallyFilledCanceled,

    /// <summary>Done, nothing filled.</summary>
    Cancelled,

    /// <summary>Refused after the acknowledgement, nothing filled.</summary>
    Rejected,
}
