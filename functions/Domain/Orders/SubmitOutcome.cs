namespace Orchestrations.Domain.Orders;

/// <summary>What is known after an order was sent. There are exactly these three; <see cref="Unknown"/> is not a failure.</summary>
public abstract record SubmitOutcome
{
    SubmitOutcome()
    {
    }

    /// <summary>The exchange took the order. It may not be visible to queries yet.</summary>
    /// <param name="OrderId">The exchange's id; null when it only said that our id is already taken: then look the order up.</param>
    public sealed record Accepted(string? OrderId) : SubmitOutcome;

    /// <summary>The exchange did not take the order and never will under this request.</summary>
    /// <param name="Code">The exchange's code, such as 170131.</param>
    /// <param name="Reason">Its words.</param>
    public sealed record Rejected(string Code, string Reason) : SubmitOutcome;

    /// <summary>It is not known whether the exchange took the order: query by our id, and resubmit only with the same id.</summary>
    /// <param name="Reason">What happened instead of an answer.</param>
    public sealed record Unknown(string Reason) : SubmitOutcome;
}
