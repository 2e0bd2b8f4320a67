using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Alerts;

/// <summary>
/// Starts the orchestrations of notices that are due. A notice is stored with its reason and forgotten only when its
/// orchestration exists; that has an id of its own, so starting it twice starts it once.
/// </summary>
public sealed class AlertNotices(
    AlertRepository alerts, AlertDeliveries deliveries, AlertOverflow overflow, AlertsSettings settings, TimeProvider time,
    ILogger<AlertNotices> log)
{
    const int MostAtOnce = 200;
    const string DigestInstance = "alert-digest";

    /// <summary>Starts what is due. One that cannot be started does not keep the others from it: the next sweep tries again.</summary>
    public async Task StartDueAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        await StartAllAsync(client, cancellation);
        var now = time.GetUtcNow();
        var name = "digest-" + now.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        // What was held back is told also when the setting was taken away meanwhile.
        if (settings.Quiet?.EndAfter(now) is null && (await deliveries.HeldAsync(1, cancellation)).Count > 0)
            await SingleRun.StartAsync(client, nameof(AlertDigestOrchestrator), DigestInstance, new AlertDigestInput(name), cancellation);
        // Also of a channel that was taken away meanwhile: that these do not arrive is told to the others.
        foreach (var channel in await overflow.ChannelsAsync(ChannelNames.All, cancellation))
            await SingleRun.StartAsync(
                client, nameof(AlertDigestOrchestrator), $"{DigestInstance}-{channel}",
                new AlertDigestInput($"{name}-{channel}") { Channel = channel }, cancellation);
    }

    // In a storm, what came last must not wait for the next sweep: it may be what matters most. Nor may it wait behind notices that
    // cannot be started, however many they are.
    async Task StartAllAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        string? after = null;
        while (await alerts.DueAsync(after, MostAtOnce, cancellation) is { Count: > 0 } some)
        {
            var started = 0;
            foreach (var due in some)
                started += await StartsAsync(client, due, cancellation) ? 1 : 0;
            // Where none of so many can be started, the host itself is in trouble.
            if (some.Count < MostAtOnce || started == 0)
                return;
            after = some[^1].Name;
        }
    }

    async Task<bool> StartsAsync(DurableTaskClient client, AlertDueItem due, CancellationToken cancellation)
    {
        try
        {
            var input = new AlertNoticeInput(due.Alert, due.Kind, due.Number);
            await SingleRun.StartOnceAsync(client, nameof(AlertOrchestrator), "alert-" + due.Name, input, cancellation);
            await alerts.StartedAsync(due, cancellation);
            return true;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(failure, "The notice {Notice} could not be started; the next sweep tries again", due.Name);
            return false;
        }
    }
}
