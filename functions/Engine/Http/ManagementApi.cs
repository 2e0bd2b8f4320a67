using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Keys;

namespace Orchestrations.Engine.Http;

/// <summary>The Durable HTTP management API: its addresses, and what all of them have in common.</summary>
sealed class ManagementApi(InstanceStart start, InstanceQueries queries, InstanceCommands commands, InstancePurge purge)
{
    public const string Base = "/runtime/webhooks/durabletask";

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Base).WithMetadata(new FunctionAccess(AuthorizationLevel.System, FunctionKey.DurableName));
        api.MapPost("/orchestrators/{functionName}/{instanceId?}", Guarded(start.StartAsync));
        api.MapGet("/instances", Guarded(queries.ListAsync));
        api.MapDelete("/instances", Guarded(purge.PurgeManyAsync));
        api.MapGet("/instances/{instanceId}", Guarded(queries.StatusAsync));
        api.MapDelete("/instances/{instanceId}", Guarded(purge.PurgeOneAsync));
        api.MapPost("/instances/{instanceId}/raiseEvent/{eventName}", Guarded(commands.RaiseEventAsync));
        api.MapPost("/instances/{instanceId}/terminate", Guarded(commands.TerminateAsync));
        api.MapPost("/instances/{instanceId}/suspend", Guarded(commands.SuspendAsync));
        api.MapPost("/instances/{instanceId}/resume", Guarded(commands.ResumeAsync));
        api.MapPost("/instances/{instanceId}/rewind", Guarded(commands.RewindAsync));
        api.MapPost("/instances/{instanceId}/restart", Guarded(start.RestartAsync));

        // Asks a Functions host to take over its app's lease. This host is the only one on its database, and so always has it.
        api.MapPost("/makeprimary", Guarded(_ => Task.CompletedTask));
        api.Map("/entities/{**rest}", Guarded(_ => throw new RequestRefusedException(
            StatusCodes.Status501NotImplemented, HostErrors.NotSupported, "This host has no durable entities.")));

        // Known addresses with other verbs are unknown, as in the Functions host: 404, not 405.
        api.Map("/{**rest}", Guarded(context => throw new RequestRefusedException(
            StatusCodes.Status404NotFound,
            HostErrors.UnknownAddress,
            $"There is nothing at {context.Request.Method} {context.Request.Path}.")));
    }

    static RequestDelegate Guarded(Func<HttpContext, Task> handler)
        => context => RequestGuard.RunAsync(context, "The management request", HostErrors.RequestFailed, async call =>
        {
            try
            {
                await handler(call);
            }
            catch (ArgumentException refused)
            {
                throw new RequestRefusedException(StatusCodes.Status400BadRequest, HostErrors.BadArgument, refused.Message);
            }
        });
}
