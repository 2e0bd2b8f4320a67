using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Orchestrations.App.Alerts;

/// <summary>Tells in one message what the quiet hours held back, or what was too much for a channel.</summary>
public static class AlertDigestOrchestrator
{
    /// <summary>Input <see cref="AlertDigestInput"/>, output <see cref="AlertNoticeResult"/>.</summary>
    [Function(nameof(AlertDigestOrchestrator))]
    public static async Task<AlertNoticeResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var digest = context.GetInput<AlertDigestInput>() ?? throw new InvalidOperationException("A digest needs an AlertDigestInput.");
        var plan = await context.CallActivityAsync<AlertDigestPlan>(nameof(AlertActivities.PlanDigest), digest, AlertSending.Patient);
        if (plan.Alerts == 0)
            return new AlertNoticeResult([], 0);
        var sent = await AlertSending.SendAsync(context, digest.Digest, "digest-1", plan.Channels);
        return new AlertNoticeResult(sent, 0);
    }
}
