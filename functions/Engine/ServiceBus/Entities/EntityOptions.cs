namespace Orchestrations.Engine.ServiceBus.Entities;

/// <summary>How a queue, topic or subscription behaves. Names, defaults and ranges are those of Azure Service Bus.</summary>
sealed record EntityOptions
{
    public static readonly TimeSpan ShortestLock = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    /// <summary>Deliveries that may fail before a message becomes a dead letter. 1 to 2,000.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>How long a receiver holds a message before others get it. 5 seconds to 5 minutes.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Every message has a session id, and each session's messages are handled one after the other.</summary>
    public bool RequiresSession { get; init; }

    /// <summary>A message whose id was sent within the window before is accepted and dropped.</summary>
    public bool RequiresDuplicateDetection { get; init; }

    /// <summary>How long ids are remembered. 20 seconds to 7 days.</summary>
    public TimeSpan DuplicateDetectionHistoryTimeWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest that a message may wait to be received, or null for ever. At least a second.</summary>
    public TimeSpan? DefaultMessageTimeToLive { get; init; }

    /// <summary>Expired messages become dead letters; otherwise they are dropped.</summary>
    public bool DeadLetteringOnMessageExpiration { get; init; }

    /// <summary>Above this size of all its messages an entity takes no more. 1 to 5,120.</summary>
    public int MaxSizeInMegabytes { get; init; } = 1024;

    /// <summary>What holds for its dead letters: they wait for a person, however long and however often they are looked at.</summary>
    public EntityOptions ForDeadLetters() => new()
    {
        MaxDeliveryCount = int.MaxValue,
        LockDuration = LockDuration,
        MaxSizeInMegabytes = int.MaxValue,
    };
}
