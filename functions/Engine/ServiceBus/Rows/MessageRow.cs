namespace Orchestrations.Engine.ServiceBus.Rows;

/// <summary>A message as it is stored. A row is never changed, except that a dead letter moves to another entity.</summary>
/// <param name="Sequence">Its number; never given twice.</param>
/// <param name="Entity">The queue, subscription or dead-letter queue it is in.</param>
/// <param name="MessageId">The sender's id.</param>
/// <param name="SessionId">The session it belongs to, or null.</param>
/// <param name="AvailableAt">When it could first be received, or will be, UTC.</param>
/// <param name="ExpiresAt">When its time to live ends, UTC; null for never.</param>
/// <param name="Size">What it counts against the entity's limit, in bytes.</param>
/// <param name="Header">A <see cref="MessageHeader"/> as JSON.</param>
/// <param name="Body">The content.</param>
sealed record MessageRow(
    long Sequence,
    string Entity,
    string MessageId,
    string? SessionId,
    DateTime AvailableAt,
    DateTime? ExpiresAt,
    int Size,
    byte[] Header,
    byte[] Body);

/// <summary>What a start needs to know of a stored message; its content is read when it is delivered.</summary>
sealed record RecoveredMessage(
    long Sequence, string Entity, string? SessionId, DateTime AvailableAt, DateTime? ExpiresAt, int Size, int Deliveries);

/// <summary>What a store held at start.</summary>
/// <param name="LastSequence">The highest number ever given.</param>
/// <param name="Messages">All messages, in order of their numbers.</param>
sealed record RecoveredBus(long LastSequence, IReadOnlyList<RecoveredMessage> Messages);
