using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>Deletes ended instances and their histories over HTTP.</summary>
sealed class InstancePurge(DurableTaskClient client, TimeProvider time)
{
    static readonly OrchestrationRuntimeStatus[] Ended =
        [.. Enum.GetValues<OrchestrationRuntimeStatus>().Where(InstanceIds.HasEnded)];

    public async Task PurgeOneAsync(HttpContext context)
    {
        var instance = await InstanceIds.FindAsync(context, client);
        if (!InstanceIds.HasEnded(instance.RuntimeStatus))
            throw new RequestRefusedException(
                StatusCodes.Status412PreconditionFailed,
                HostErrors.WrongInstanceStatus,
                $"Instance '{instance.InstanceId}' is {instance.RuntimeStatus}, "
                + "but only ended instances can be purged. Terminate it first.");
        var purged = await client.PurgeInstanceAsync(instance.InstanceId, context.RequestAborted);
        if (purged.PurgedInstanceCount == 0)
            throw InstanceIds.Unknown(instance.InstanceId);
        await WriteAsync(context, purged);
    }

    public async Task PurgeManyAsync(HttpContext context)
    {
        var from = context.Request.Time("createdTimeFrom") ?? throw new RequestRefusedException(
            StatusCodes.Status400BadRequest, HostErrors.BadArgument, "Please provide value for 'createdTimeFrom' parameter.");
        var to = context.Request.Time("createdTimeTo") ?? time.GetUtcNow();
        var statuses = context.Request.Statuses("runtimeStatus") ?? Ended;
        if (statuses.FirstOrDefault(status => !InstanceIds.HasEnded(status), Ended[0]) is var live && !InstanceIds.HasEnded(live))
            throw new RequestRefusedException(
                StatusCodes.Status400BadRequest,
                HostErrors.BadArgument,
                $"Instances that are {live} cannot be purged; name {string.Join(", ", Ended)} only.");
        var purged = await client.PurgeAllInstancesAsync(new PurgeInstancesFilter(from, to, statuses), context.RequestAborted);
        if (purged.PurgedInstanceCount == 0)
            throw new RequestRefusedException(
                StatusCodes.Status404NotFound, HostErrors.UnknownInstance, "No ended instance matches the filter.");
        await WriteAsync(context, purged);
    }

    static Task WriteAsync(HttpContext context, PurgeResult purged)
        => context.Response.WriteAsJsonAsync(new { instancesDeleted = purged.PurgedInstanceCount }, context.RequestAborted);
}
