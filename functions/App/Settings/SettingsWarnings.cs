using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orchestrations.App.Settings;

/// <summary>Says at the start which settings nobody reads.</summary>
/// <param name="settings">What holds now.</param>
/// <param name="log">Where it is said.</param>
public sealed class SettingsWarnings(EffectiveSettings settings, ILogger<SettingsWarnings> log) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var unknown in settings.Unknown)
            log.LogWarning("{Code} {Key} ({Origin}) {Problem}", UnknownSettings.Code, unknown.Key, unknown.Origin, unknown.Problem);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
