namespace Orchestrations.Domain.Orders;

/// <summary>What is known about an order that was sent and whose end is not known.</summary>
/// <param name="Acknowledged">True once the exchange said that it has the order, or a look-up showed it.</param>
/// <param name="RejectedAgain">True when the exchange rejected it at a later send: it may still have taken an earlier
/// one.</param>
/// <param name="Submits">How often it was sent; one or more.</param>
/// <param name="LookUps">How often it was looked for since the resolving began.</param>
/// <param name="NotFoundInARow">How many of the last look-ups answered "not found" without another answer between them.</param>
/// <param name="SinceFirstSubmit">Time since it was first sent.</param>
/// <param name="SinceLastSubmit">Time since it was last sent.</param>
/// <param name="SinceBegin">Time since this resolving began; the same as since the first submit unless it is taken up again
/// later.</param>
public sealed record ResolveState(
    bool Acknowledged,
    bool RejectedAgain,
    int Submits,
    int LookUps,
    int NotFoundInARow,
    TimeSpan SinceFirstSubmit,
    TimeSpan SinceLastSubmit,
    TimeSpan SinceBegin)
{
    /// <summary>True once a look-up showed the order at its end: only what was filled is still to be learned.</summary>
    public bool ShownFinal { get; init; }

    /// <summary>How long an order that was rejected at a later send is looked for, from that send.</summary>
    public TimeSpan RejectedAgainWait { get; init; } = ResolvePolicy.RejectedAgainWait;
}
