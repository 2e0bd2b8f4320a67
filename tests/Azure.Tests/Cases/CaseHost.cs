using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Azure.Tests.Jumping;

namespace Orchestrations.Azure.Tests.Cases;

/// <summary>Microsoft's host as the host of cases.</summary>
sealed class CaseHost(DateTimeOffset start) : JumpingHost(start), ICaseHost
{
    public void Start(IServiceCollection app) => Start(AppTasks.Register, app);

    OrchestrationMetadata ICaseHost.RunToEnd(string instance)
    {
        RunToEnd(instance);
        RunUntil(Time.GetUtcNow());
        return RunToEnd(instance);
    }
}
