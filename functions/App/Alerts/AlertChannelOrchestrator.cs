using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts;

/// <summary>Brings one message to one channel: tries, waits as long as the receiver asks, tries again, and gives up in the end.</summary>
public static class AlertChannelOrchestrator
{
    // Waiting for the channel's limit is no attempt; at one a minute this is two hours.
    const int MostWaits = 120;

    /// <summary>Input <see cref="AlertSend"/>, output <see cref="AlertChannelResult"/>.</summary>
    [Function(nameof(AlertChannelOrchestrator))]
    public static async Task<AlertChannelResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var send = context.GetInput<AlertSend>() ?? throw new InvalidOperationException("A message needs an AlertSend.");
        var (attempts, waits) = (0, 0);
        while (attempts < AlertPauses.MostAttempts && waits < MostWaits)
        {
            var result = await context.CallActivityAsync<AlertSendResult>(nameof(AlertActivities.SendAlert), send, AlertSending.Patient);
            if (result.Status == "Wait")
                waits++;
            else
                attempts++;
            if (result.Status is "Sent" or "Skipped")
                return new AlertChannelResult(send.Channel, result.Status, attempts);
            if (result.Status == "Refused" || attempts == AlertPauses.MostAttempts)
                break;
            await context.CreateTimer(AlertPauses.After(Math.Max(1, attempts), result.After), CancellationToken.None);
        }
        await context.CallActivityAsync<AlertSend>(nameof(AlertActivities.GiveUpAlert), send, AlertSending.Patient);
        return new AlertChannelResult(send.Channel, "Failed", attempts);
    }
}
