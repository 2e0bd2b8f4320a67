namespace Orchestrations.Engine.Execution;

/// <summary>The orchestrator's code, replayed, asked for something else than its history records (ORC-ENGINE-001).</summary>
public sealed class NonDeterministicOrchestrationException : Exception
{
    /// <param name="eventId">The sequence number where the two differ.</param>
    /// <param name="recorded">What the history records.</param>
    /// <param name="replayed">What the code asks for now.</param>
    public NonDeterministicOrchestrationException(int eventId, string recorded, string replayed)
        : base($"Non-Deterministic workflow detected: A previous execution of this orchestration scheduled {recorded} with sequence ID "
            + $"{eventId}, but the code now schedules {replayed} there. "
            + $"Was a change made to the orchestrator code after this instance had already started running? ({EngineErrors.NonDeterminism})")
    {
    }
}
