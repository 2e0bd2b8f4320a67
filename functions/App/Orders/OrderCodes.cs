namespace Orchestrations.App.Orders;

/// <summary>Why an order ended otherwise than filled. Each has a page in docs/errors.</summary>
public static class OrderCodes
{
    /// <summary>Prices or the exchange could not be reached; nothing was sent and the amount is carried over.</summary>
    public const string NoAnswer = "ORC-ORDER-006";

    /// <summary>The truth about an order that may have been sent could not be learned yet.</summary>
    public const string Unresolved = "ORC-ORDER-007";

    /// <summary>The order was sent, was never seen, and is proven to have filled nothing.</summary>
    public const string NothingFilled = "ORC-ORDER-008";

    /// <summary>The exchange rejected the order.</summary>
    public const string Rejected = "ORC-ORDER-009";

    /// <summary>The exchange cancelled the order, all or the rest of it.</summary>
    public const string Cancelled = "ORC-ORDER-010";

    /// <summary>An order was asked for again under the same intent with another content.</summary>
    public const string OtherContent = "ORC-ORDER-011";

    /// <summary>The order was not sent: its check was too old when it could have been.</summary>
    public const string CheckTooOld = "ORC-ORDER-013";
}
