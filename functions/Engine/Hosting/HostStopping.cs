using Microsoft.Extensions.Hosting;

namespace Orchestrations.Engine.Hosting;

/// <summary>
/// Tells running functions that the host goes down: those that a timer or a message started at once, for they can be run
/// again; activities only when the time they have to end is over, for a cancelled one would be recorded as failed.
/// </summary>
sealed class HostStopping(IHostApplicationLifetime? lifetime) : IDisposable
{
    readonly CancellationTokenSource drained = new();

    /// <summary>Fires as soon as the host is told to stop; without a generic host never.</summary>
    public CancellationToken Token { get; } = lifetime?.ApplicationStopping ?? CancellationToken.None;

    /// <summary>Fires when the engine takes no more results: what still runs then runs again at the next start.</summary>
    public CancellationToken Drained => drained.Token;

    /// <summary>Tells activities that still run that nobody waits for them any more.</summary>
    public Task EndDrainAsync() => drained.CancelAsync();

    public void Dispose() => drained.Dispose();
}
