using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Health;

/// <summary>What starts the health watch.</summary>
public sealed class HealthWatchTriggers(OperationsSettings operations, FailureCursor cursor, TimeProvider time)
{
    const string Instance = "healthwatch";

    // For each orchestrator: what fails in masses must not hide that something else failed.
    const int MostFailed = 20;

    static readonly TimeSpan longestRun = TimeSpan.FromDays(60);

    /// <summary>Looks at the system. While a look is under way, none is started beside it.</summary>
    [Function(nameof(HealthTimer))]
    public async Task HealthTimer(
        [TimerTrigger("%Health:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!operations.Runs(OperationsSettings.HealthWatch))
            return;
        var now = time.GetUtcNow();
        var run = "healthwatch-" + now.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
        await SingleRun.StartAsync(
            client, nameof(HealthOrchestrator), Instance,
            new HealthInput(run, await FailedAsync(client, now, cancellation)) { At = now }, cancellation);
    }

    // What failed is raised once, however often it is seen.
    async Task<IReadOnlyList<FailedInstance>> FailedAsync(
        DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = await cursor.SinceAsync(now, cancellation);
        var failed = new List<FailedInstance>();
        var query = new OrchestrationQuery(
            CreatedFrom: now - longestRun, Statuses: [OrchestrationRuntimeStatus.Failed], PageSize: 100);
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
            if (instance.LastUpdatedAt >= since && failed.Count(one => one.Name == instance.Name) < MostFailed)
                failed.Add(new FailedInstance(instance.InstanceId, instance.Name, instance.LastUpdatedAt));
        return failed;
    }
}
