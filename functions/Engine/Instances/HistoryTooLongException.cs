using System.Globalization;

namespace Orchestrations.Engine.Instances;

/// <summary>An instance's history has grown beyond what is allowed.</summary>
public sealed class HistoryTooLongException : Exception
{
    /// <param name="instanceId">Whose.</param>
    /// <param name="events">How long it is.</param>
    /// <param name="most">How long it may be.</param>
    public HistoryTooLongException(string instanceId, int events, int most)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"The history of '{instanceId}' has {events:n0} events; {most:n0} are the most. Let the orchestrator continue as new, ")
            + $"or split its work into sub-orchestrations. ({EngineErrors.HistoryTooLong})")
    {
    }
}
