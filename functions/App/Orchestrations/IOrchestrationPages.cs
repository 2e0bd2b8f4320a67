using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.App.Orchestrations;

/// <summary>
/// Lists of instances for people, who want the newest first. Microsoft's query has no order; a head whose backend has one gives
/// it here.
/// </summary>
public interface IOrchestrationPages
{
    /// <summary>The instances that a query means, a page at a time.</summary>
    /// <param name="client">The client of the request.</param>
    /// <param name="query">Which.</param>
    AsyncPageable<OrchestrationMetadata> Of(DurableTaskClient client, OrchestrationQuery query);
}

/// <summary>The order of the backend, whatever it is.</summary>
sealed class BackendPages : IOrchestrationPages
{
    public AsyncPageable<OrchestrationMetadata> Of(DurableTaskClient client, OrchestrationQuery query) => client.GetAllInstancesAsync(query);
}
