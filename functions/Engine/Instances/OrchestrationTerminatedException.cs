namespace Orchestrations.Engine.Instances;

/// <summary>What a parent sees when its sub-orchestration was terminated: the error type in the failure's details.</summary>
public sealed class OrchestrationTerminatedException : Exception
{
    /// <param name="message">The reason given.</param>
    public OrchestrationTerminatedException(string message)
        : base(message)
    {
    }
}
