using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>POST /admin/instances/{instanceId}/force-terminate: the end of an instance that cannot even be terminated.</summary>
sealed class InstanceForce(DurableEngine engine)
{
    public void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/admin/instances/{instanceId}/force-terminate", context => RequestGuard.RunAsync(
            context, "The request", HostErrors.RequestFailed, TerminateAsync))
        .WithMetadata(new FunctionAccess(AuthorizationLevel.Admin));

    async Task TerminateAsync(HttpContext context)
    {
        var id = InstanceIds.In(context)!;
        var before = await engine.ForceTerminateAsync(id, context.Request.Text("reason"), context.RequestAborted)
            ?? throw InstanceIds.Unknown(id);
        if (InstanceIds.HasEnded(before))
            throw new RequestRefusedException(
                StatusCodes.Status410Gone, HostErrors.InstanceEnded, $"Instance '{id}' has ended: it is {before}.");
        await context.Response.WriteAsJsonAsync(new { instanceId = id, was = before.ToString() }, context.RequestAborted);
    }
}
