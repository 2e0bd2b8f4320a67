using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>Instance ids in addresses, and the instances behind them.</summary>
static class InstanceIds
{
    /// <summary>The same limit as the Durable Task Scheduler's, so that ids fit wherever the app runs.</summary>
    const int Longest = 100;

    public static string? In(HttpContext context) => context.GetRouteValue("instanceId") as string;

    public static void ThrowIfInvalid(string id)
    {
        var why = id.Length is 0 or > Longest ? $"has {id.Length} characters; 1 to {Longest} are allowed"
            : id[0] == '@' ? "starts with @, which is kept for entities"
            : id.Any(c => c is < ' ' or > '~') ? "has characters beyond printable ASCII"
            : id.AsSpan().IndexOfAny("/\\#?") is >= 0 and var at ? $"has a {id[at]}, which addresses cannot carry"
            : null;
        if (why is not null)
            throw new RequestRefusedException(
                StatusCodes.Status400BadRequest, HostErrors.BadInstanceId, $"The instance id '{id}' {why}. Choose another.");
    }

    public static bool HasEnded(OrchestrationRuntimeStatus status)
        => status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
            or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled;

    /// <summary>The instance of the address; refuses with 404 when there is none.</summary>
    public static async Task<OrchestrationMetadata> FindAsync(
        HttpContext context, DurableTaskClient client, bool withPayloads = false)
    {
        var id = In(context)!;
        return await client.GetInstanceAsync(id, withPayloads, context.RequestAborted) ?? throw Unknown(id);
    }

    /// <summary>The instance of the address; refuses with 404 when there is none and 410 when it has ended.</summary>
    public static async Task<OrchestrationMetadata> FindLiveAsync(HttpContext context, DurableTaskClient client)
    {
        var instance = await FindAsync(context, client);
        return !HasEnded(instance.RuntimeStatus)
            ? instance
            : throw new RequestRefusedException(
                StatusCodes.Status410Gone,
                HostErrors.InstanceEnded,
                $"Instance '{instance.InstanceId}' has ended: it is {instance.RuntimeStatus}. Restart it to run it again.");
    }

    public static RequestRefusedException Unknown(string id)
        => new(StatusCodes.Status404NotFound, HostErrors.UnknownInstance, $"There is no instance '{id}'.");
}
