namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>What a step of a drawn orchestration does.</summary>
enum StepKind
{
    /// <summary>Activities one after the other, each with the result of the one before.</summary>
    Chain,

    /// <summary>Activities side by side.</summary>
    Fan,

    /// <summary>A timer.</summary>
    Wait,

    /// <summary>An activity that fails a few times, under a retry policy that outlasts it.</summary>
    Flaky,

    /// <summary>An activity that always fails, under a retry policy that gives up.</summary>
    Hopeless,

    /// <summary>An event that the client raises.</summary>
    Event,

    /// <summary>An event that nobody raises, with a timeout.</summary>
    Timeout,

    /// <summary>A sub-orchestration, awaited.</summary>
    Child,

    /// <summary>A sub-orchestration that nobody waits for.</summary>
    Detached,

    /// <summary>A sub-orchestration that fails, and whose failure is caught.</summary>
    Broken,

    /// <summary>An event to the log, which writes down each one it gets.</summary>
    Tick,

    /// <summary>A custom status.</summary>
    Status,

    /// <summary>Steps side by side.</summary>
    Together,
}
