using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.ServiceBus.Listening;

/// <summary>One message as a function gets it.</summary>
sealed class ReceivedMessage(MessageRow row, int deliveryCount, DateTime lockedUntil, string lockToken)
{
    MessageHeader? header;

    public MessageRow Row => row;

    public MessageHeader Header => header ??= MessageHeader.Decode(row.Header);

    public int DeliveryCount => deliveryCount;

    public DateTime LockedUntil => lockedUntil;

    public string LockToken => lockToken;
}

/// <summary>What a Service Bus trigger brings: one message, or a batch.</summary>
sealed class ReceivedMessages(IReadOnlyList<ReceivedMessage> messages, bool isBatch)
{
    public IReadOnlyList<ReceivedMessage> All => messages;

    public bool IsBatch => isBatch;
}
