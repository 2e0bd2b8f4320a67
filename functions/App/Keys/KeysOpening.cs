using Microsoft.Extensions.Hosting;

namespace Orchestrations.App.Keys;

/// <summary>
/// Opens the keys with the host, on either head: without a key to sign with nothing starts, because every operation ends in
/// evidence.
/// </summary>
/// <param name="keys">The keys.</param>
public sealed class KeysOpening(ISigningKeys keys) : IHostedService
{
    /// <summary>Reads the keys.</summary>
    /// <exception cref="KeysException">ORC-KEY-001 to -004: there are none, or none that can sign.</exception>
    public async Task StartAsync(CancellationToken cancellationToken) => await keys.GetAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
