namespace Orchestrations.Engine.History;

/// <summary>Reads the durable history of instances, for the management API and for people.</summary>
public interface IHistoryReader
{
    /// <summary>The history so far, oldest first, or null when there is no such instance.</summary>
    Task<IReadOnlyList<HistoryEvent>?> ReadHistoryAsync(string instanceId, CancellationToken cancellation);
}
