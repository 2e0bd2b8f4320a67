using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Alerts;

/// <summary>
/// Starts the orchestrations of notices that are due. A notice is stored with its reason and forgotten only when its
/// orchestration exists; that has an id of its own, so starting it twice starts it once.
/// </summary>
public sealed class AlertNotices(
    AlertRepository alerts, AlertDeliveries deliveries, AlertsSettings settings, TimeProvider time, ILogger<AlertNotices> log)
{
    const int MostAtOnce = 200;
    const string DigestInstance = "alert-digest";

    /// <summary>Starts what is due. One that cannot be started does not keep the others from it: the next sweep tries again.</summary>
    public async Task StartDueAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        foreach (var due in await alerts.DueAsync(MostAtOnce, cancellation))
            try
            {
                var input = new AlertNoticeInput(due.Alert, due.Kind, due.Number);
                await SingleRun.StartOnceAsync(client, nameof(AlertOrchestrator), "alert-" + due.Name, input, cancellation);
                await alerts.StartedAsync(due, cancellation);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogError(failure, "The notice {Notice} could not be started; the next sweep tries again", due.Name);
            }
        var now = time.GetUtcNow();
        if (settings.Quiet is null || settings.Quiet.EndAfter(now) is not null || (await deliveries.HeldAsync(1, cancellation)).Count == 0)
            return;
        var digest = new AlertDigestInput("digest-" + now.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture));
        await SingleRun.StartAsync(client, nameof(AlertDigestOrchestrator), DigestInstance, digest, cancellation);
    }
}
