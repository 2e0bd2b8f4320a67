namespace Orchestrations.Engine.ServiceBus;

/// <summary>What became of a message that was sent.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="SequenceNumbers">One for each queue or subscription that took it; none for a duplicate or without subscriptions.</param>
/// <param name="IsDuplicate">Whether its id was sent within the window before: then it is accepted and dropped.</param>
public sealed record SendReceipt(string MessageId, IReadOnlyList<long> SequenceNumbers, bool IsDuplicate);
