using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>
/// Steers one instance over HTTP. The client says nothing when an instance is missing or has ended, so each command looks first;
/// an instance that ends between the look and the command takes no harm from it.
/// </summary>
sealed class InstanceCommands(DurableTaskClient client)
{
    public async Task RaiseEventAsync(HttpContext context)
    {
        var instance = await InstanceIds.FindLiveAsync(context, client);
        var mediaType = context.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase))
            throw new RequestRefusedException(
                StatusCodes.Status400BadRequest, HostErrors.NotJson, "Only application/json request content is supported.");
        var data = await RequestJson.ReadAnyAsync(context.Request);
        var name = (string)context.GetRouteValue("eventName")!;
        await client.RaiseEventAsync(instance.InstanceId, name, data, context.RequestAborted);
        Accept(context);
    }

    public async Task TerminateAsync(HttpContext context)
    {
        var instance = await InstanceIds.FindLiveAsync(context, client);
        await client.TerminateInstanceAsync(instance.InstanceId, (object?)Reason(context), context.RequestAborted);
        Accept(context);
    }

    public async Task SuspendAsync(HttpContext context)
    {
        var instance = await InstanceIds.FindLiveAsync(context, client);
        await client.SuspendInstanceAsync(instance.InstanceId, Reason(context), context.RequestAborted);
        Accept(context);
    }

    public async Task ResumeAsync(HttpContext context)
    {
        var instance = await InstanceIds.FindLiveAsync(context, client);
        await client.ResumeInstanceAsync(instance.InstanceId, Reason(context), context.RequestAborted);
        Accept(context);
    }

    public async Task RewindAsync(HttpContext context)
    {
        var instance = await InstanceIds.FindAsync(context, client);
        if (instance.RuntimeStatus is not OrchestrationRuntimeStatus.Failed)
            throw NotFailed($"Instance '{instance.InstanceId}' is {instance.RuntimeStatus}, but only Failed instances can be rewound.");
        try
        {
            await client.RewindInstanceAsync(instance.InstanceId, Reason(context) ?? "", context.RequestAborted);
        }
        catch (InvalidOperationException refused)
        {
            throw NotFailed(refused.Message); // Somebody else was faster.
        }
        catch (NotSupportedException) // What the client's base class answers for it.
        {
            throw new RequestRefusedException(
                StatusCodes.Status501NotImplemented,
                HostErrors.NotSupported,
                "This host cannot rewind instances. Restart it instead.");
        }
        Accept(context);
    }

    static RequestRefusedException NotFailed(string why) =>
        new(StatusCodes.Status412PreconditionFailed, HostErrors.WrongInstanceStatus, why);

    static string? Reason(HttpContext context) => context.Request.Text("reason");

    static void Accept(HttpContext context) => context.Response.StatusCode = StatusCodes.Status202Accepted;
}
