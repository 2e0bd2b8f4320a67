namespace Orchestrations.App.Orchestrations;

/// <summary>
/// Knows which external events an instance waits for. A history records no wait for an event: only a host that has the
/// orchestrator's code at hand beside its history can say, and a head that has such a host says it here.
/// </summary>
public interface IOrchestrationWaits
{
    /// <summary>What an instance that has not ended waits for; null where nobody knows more than the orchestrator says of itself.</summary>
    /// <param name="id">The instance id.</param>
    /// <param name="cancellation">Stops the look.</param>
    Task<KnownWaits?> OfAsync(string id, CancellationToken cancellation);
}

/// <summary>What an instance waits for, as its host knows it.</summary>
/// <param name="Events">The names of the external events.</param>
/// <param name="Timers">When its open timers are due, UTC.</param>
public sealed record KnownWaits(IReadOnlyList<string> Events, IReadOnlyList<DateTimeOffset> Timers);

/// <summary>A backend that has histories and no more.</summary>
sealed class UnknownWaits : IOrchestrationWaits
{
    public Task<KnownWaits?> OfAsync(string id, CancellationToken cancellation) => Task.FromResult<KnownWaits?>(null);
}
