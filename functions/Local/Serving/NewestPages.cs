using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Orchestrations;
using Orchestrations.Engine;

namespace Orchestrations.Local.Serving;

/// <summary>Lists of instances from the embedded engine, which can walk its indexes backwards.</summary>
/// <param name="engine">The engine, when it is there.</param>
sealed class NewestPages(Func<DurableEngine> engine) : IOrchestrationPages
{
    public AsyncPageable<OrchestrationMetadata> Of(DurableTaskClient client, OrchestrationQuery query) => engine().NewestInstances(query);
}
