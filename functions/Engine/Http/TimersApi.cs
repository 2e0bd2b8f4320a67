using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.Engine.Timers;

namespace Orchestrations.Engine.Http;

/// <summary>GET /api/timers: what every timer did and will do. A function of the app with the same route goes before it.</summary>
sealed class TimersApi(ITimerReport timers, TimeProvider time)
{
    const string Address = "/api/timers";

    public void Map(IEndpointRouteBuilder routes) => routes
        .MapGet(Address, ListAsync)
        .WithMetadata(new FunctionAccess(AuthorizationLevel.Function))
        .WithOrder(int.MaxValue);

    Task ListAsync(HttpContext context) => context.Response.WriteAsJsonAsync(
        new { now = time.GetUtcNow().UtcDateTime, timers = timers.List() }, context.RequestAborted);
}
