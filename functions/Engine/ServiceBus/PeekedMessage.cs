namespace Orchestrations.Engine.ServiceBus;

/// <summary>A message looked at where it is, without receiving it.</summary>
/// <param name="SequenceNumber">Rises with each message of the broker, with gaps.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Message">What was sent.</param>
/// <param name="EnqueuedTime">When it could first be received, or will be, UTC.</param>
/// <param name="ExpiresAt">When its time to live ends, UTC; null for never.</param>
/// <param name="DeliveryCount">Deliveries begun so far.</param>
/// <param name="DeadLetter">Why it is a dead letter; null when it is none.</param>
public sealed record PeekedMessage(
    long SequenceNumber,
    BusMessageState State,
    BusMessage Message,
    DateTime EnqueuedTime,
    DateTime? ExpiresAt,
    int DeliveryCount,
    DeadLetterCause? DeadLetter);

/// <summary>Where a message stands.</summary>
public enum BusMessageState
{
    /// <summary>Can be received.</summary>
    Active,

    /// <summary>Its time has not come.</summary>
    Scheduled,

    /// <summary>In the hands of a receiver, or on its way out.</summary>
    Locked,
}

/// <summary>Why a message is a dead letter.</summary>
/// <param name="Reason">Stable, such as MaxDeliveryCountExceeded.</param>
/// <param name="Description">For people, with the last error.</param>
/// <param name="Source">The queue or subscription it was in.</param>
/// <param name="At">When, UTC.</param>
public sealed record DeadLetterCause(string Reason, string Description, string Source, DateTime At);
