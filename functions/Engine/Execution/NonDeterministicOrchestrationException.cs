namespace Orchestrations.Engine.Execution;

/// <summary>The orchestrator's code, replayed, asked for something else than its history records (ORC-ENGINE-001).</summary>
public sealed class NonDeterministicOrchestrationException : Exception
{
    const string Nothing = "nothing";

    /// <param name="eventId">The sequence number where the two differ.</param>
    /// <param name="recorded">What the history records.</param>
    /// <param name="replayed">What the code asks for now.</param>
    public NonDeterministicOrchestrationException(int eventId, string recorded, string replayed)
        : base($"Non-Deterministic workflow detected: A previous execution of this orchestration scheduled {recorded} with sequence ID "
            + $"{eventId}, but the code now schedules {replayed} there. "
            + $"Was a change made to the orchestrator code after this instance had already started running? ({EngineErrors.NonDeterminism})")
    {
        EventId = eventId;
        Recorded = recorded;
        Replayed = replayed;
    }

    /// <summary>The sequence number where the two differ.</summary>
    public int EventId { get; }

    /// <summary>What the history records.</summary>
    public string Recorded { get; }

    /// <summary>What the code asks for now.</summary>
    public string Replayed { get; }

    /// <summary>True when the code asks for more than the history records.</summary>
    internal bool AsksForMore => Recorded == Nothing;

    internal static NonDeterministicOrchestrationException NotRecorded(OrchestratorAction asked) => new(asked.EventId, Nothing, asked.Describe());

    internal static NonDeterministicOrchestrationException NotAskedFor(int eventId, string recorded) => new(eventId, recorded, Nothing);
}
