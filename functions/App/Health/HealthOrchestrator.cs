using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Alerts;

namespace Orchestrations.App.Health;

/// <summary>One look at the system: what is wrong becomes an alert, and what is well again ends its alert.</summary>
public static class HealthOrchestrator
{
    /// <summary>Input <see cref="HealthInput"/>, output <see cref="HealthResult"/>.</summary>
    [Function(nameof(HealthOrchestrator))]
    public static async Task<HealthResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<HealthInput>() ?? throw new InvalidOperationException("A health watch needs a HealthInput.");
        return await context.CallActivityAsync<HealthResult>(nameof(HealthActivities.CheckHealth), input, AlertSending.Patient);
    }
}
