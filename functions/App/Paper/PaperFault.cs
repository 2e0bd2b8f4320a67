namespace Orchestrations.App.Paper;

/// <summary>The kinds of trouble the paper exchange can make.</summary>
public enum PaperFault
{
    /// <summary>The order was accepted, the answer was lost: Unknown, and the order exists.</summary>
    LostAnswer,

    /// <summary>The request never arrived: Unknown (or, on a query, no answer), and no order exists.</summary>
    Timeout,

    /// <summary>10006: too many requests; not accepted.</summary>
    RateLimited,

    /// <summary>10002: the clocks disagree; not accepted.</summary>
    ClockSkew,

    /// <summary>10016: server error; on a submit the order may or may not have been accepted.</summary>
    ServerError,

    /// <summary>A new order stays out of the queries for a few look-ups.</summary>
    DelayedVisibility,
}
