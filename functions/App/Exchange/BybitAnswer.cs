namespace Orchestrations.App.Exchange;

/// <summary>What a Bybit return code means for whoever asked.</summary>
public enum BybitAnswer
{
    /// <summary>Done (0).</summary>
    Success,

    /// <summary>The exchange has seen our client id already: look the order up. Part of the success path.</summary>
    Duplicate,

    /// <summary>Refused for good: the same request will be refused again.</summary>
    Definitive,

    /// <summary>Refused for want of balance or margin: for good, as far as this request goes.</summary>
    Insufficient,

    /// <summary>Too many requests: not accepted; back off, look up, then send again with the same id.</summary>
    RateLimited,

    /// <summary>Our clock and theirs disagree: not accepted; synchronise, look up, then send again with the same id.</summary>
    TimeWindow,

    /// <summary>Key, signature, permission, address or region: stop and tell a person.</summary>
    KeyProblem,

    /// <summary>It is not known whether the request took effect: look up, never send blindly again.</summary>
    Unknown,

    /// <summary>The order is not visible now; no proof that it does not exist.</summary>
    NotFound,

    /// <summary>The order is already filled or cancelled: success for whoever wanted to cancel it.</summary>
    AlreadyDone,

    /// <summary>A newly listed pair does not take this order yet: nothing was accepted; try in the next run.</summary>
    NotYet,

    /// <summary>The setting already is as asked: success.</summary>
    NotModified,
}
