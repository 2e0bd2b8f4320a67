using Microsoft.DurableTask;

namespace Orchestrations.App.Alerts;

/// <summary>What orchestrations that send messages do alike.</summary>
static class AlertSending
{
    /// <summary>For steps that only need the store: repeated for hours, because an alert must not be lost.</summary>
    public static TaskOptions Patient { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 40,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(10)));

    /// <summary>Sends one message to several channels at once, each with an orchestration of its own.</summary>
    public static async Task<AlertChannelResult[]> SendAsync(
        TaskOrchestrationContext context, string about, string notice, IReadOnlyList<string> channels) =>
        await Task.WhenAll(channels.Select(channel => context.CallSubOrchestratorAsync<AlertChannelResult>(
            nameof(AlertChannelOrchestrator), new AlertSend(about, notice, channel),
            new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{notice.Split('.')[^1]}-{channel}"))));
}
