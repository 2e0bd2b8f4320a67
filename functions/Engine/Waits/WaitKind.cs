namespace Orchestrations.Engine.Waits;

/// <summary>What an instance can wait for.</summary>
public enum WaitKind
{
    /// <summary>An activity that was started and has not ended.</summary>
    Activity,

    /// <summary>A durable timer.</summary>
    Timer,

    /// <summary>An event from outside.</summary>
    Event,

    /// <summary>A sub-orchestration.</summary>
    Child,

    /// <summary>A person who resumes it.</summary>
    Resume,

    /// <summary>The time it was scheduled to begin.</summary>
    Start,
}
