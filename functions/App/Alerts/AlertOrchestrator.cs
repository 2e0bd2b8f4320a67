using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Orchestrations.App.Alerts;

/// <summary>
/// Tells people of one alert: at once, or in the digest after the quiet hours; then again, a bounded number of times, as long as
/// nobody took it on. Channels do not wait for each other.
/// </summary>
public static class AlertOrchestrator
{
    /// <summary>Input <see cref="AlertNoticeInput"/>, output <see cref="AlertNoticeResult"/>.</summary>
    [Function(nameof(AlertOrchestrator))]
    public static async Task<AlertNoticeResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var notice = context.GetInput<AlertNoticeInput>() ?? throw new InvalidOperationException("An alert needs an AlertNoticeInput.");
        var now = new DateTimeOffset(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));
        var plan = await context.CallActivityAsync<AlertPlan>(
            nameof(AlertActivities.PlanAlert), new AlertPlanStep(notice, now), AlertSending.Patient);
        var sent = new List<Task<AlertChannelResult[]>>();
        if (plan.HeldUntil is { } end)
            await context.CreateTimer(end.UtcDateTime, CancellationToken.None);
        else
            await BeginAsync(FormattableString.Invariant($"{notice.Kind}-{notice.Number}"), plan.Channels);

        var escalated = 0;
        while (plan.EscalateAfter is { } pause && escalated < plan.Escalations)
        {
            await context.CreateTimer(pause, CancellationToken.None);
            var standing = await context.CallActivityAsync<AlertStanding>(
                nameof(AlertActivities.ReadAlert), new AlertReadStep(notice.Alert), AlertSending.Patient);
            if (!standing.IsOpen)
                break;
            escalated++;
            await BeginAsync(FormattableString.Invariant($"escalated-{notice.Number}.{escalated}"), plan.EscalateTo);
        }
        return new AlertNoticeResult([.. (await Task.WhenAll(sent)).SelectMany(messages => messages)], escalated);

        // A channel that takes nothing for hours must not keep others from being told meanwhile.
        async Task BeginAsync(string name, IReadOnlyList<string> channels)
        {
            var messages = AlertSending.SendAsync(context, notice.Alert, name, channels);
            sent.Add(messages);
            if (!plan.Beside)
                await messages;
        }
    }
}
