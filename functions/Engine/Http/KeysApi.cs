using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Keys;

namespace Orchestrations.Engine.Http;

/// <summary>
/// Keys over HTTP, at the addresses of the Functions host: /admin/host/keys, /admin/host/systemkeys and
/// /admin/functions/{function}/keys. Values are in the answer that makes a key and nowhere else: only hashes are kept.
/// </summary>
sealed class KeysApi(FunctionKeys keys, FunctionCatalog catalog)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").WithMetadata(new FunctionAccess(AuthorizationLevel.Admin));
        Map(admin, "/host/keys", KeyScope.Host);
        Map(admin, "/host/systemkeys", KeyScope.System);
        Map(admin, "/functions/{function}/keys", KeyScope.Function);
    }

    void Map(RouteGroupBuilder admin, string route, KeyScope scope)
    {
        admin.MapGet(route, Guarded(context => ListAsync(context, scope)));
        admin.MapPost(route + "/{name}", Guarded(context => CreateAsync(context, scope)));
        admin.MapDelete(route + "/{name}", Guarded(context => RevokeAsync(context, scope)));
    }

    Task ListAsync(HttpContext context, KeyScope scope)
    {
        var function = Function(context);
        var listed = keys.List()
            .Where(key => key.Scope == scope && string.Equals(key.Function, function, StringComparison.OrdinalIgnoreCase))
            .Select(key => new { name = key.Name, created = key.Created });
        return context.Response.WriteAsJsonAsync(new { keys = listed }, context.RequestAborted);
    }

    Task CreateAsync(HttpContext context, KeyScope scope)
    {
        var name = Name(context);
        var (value, replaced) = keys.Create(ScopeOf(scope, name), name, Function(context));
        context.Response.StatusCode = replaced ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new { name, value }, context.RequestAborted);
    }

    Task RevokeAsync(HttpContext context, KeyScope scope)
    {
        var name = Name(context);
        if (!keys.Revoke(ScopeOf(scope, name), name, Function(context)))
            throw new RequestRefusedException(
                StatusCodes.Status404NotFound, HostErrors.UnknownKey, $"There is no key '{name}' here. GET lists what there is.");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    // As on the Functions host, the master key goes by a name among the host keys.
    static KeyScope ScopeOf(KeyScope scope, string name)
        => scope == KeyScope.Host && name.Equals(FunctionKey.MasterName, StringComparison.OrdinalIgnoreCase) ? KeyScope.Master : scope;

    static string Name(HttpContext context) => (string)context.GetRouteValue("name")!;

    string? Function(HttpContext context)
    {
        if (context.GetRouteValue("function") is not string name)
            return null;
        return catalog.Find(name)?.Name ?? throw new RequestRefusedException(
            StatusCodes.Status404NotFound,
            HostErrors.UnknownFunction,
            $"There is no function '{name}'. GET /admin/functions lists what there is.");
    }

    static RequestDelegate Guarded(Func<HttpContext, Task> handler)
        => context => RequestGuard.RunAsync(context, "The request", HostErrors.RequestFailed, async call =>
        {
            try
            {
                await handler(call);
            }
            catch (HostException refused) when (refused.Code == HostErrors.BadKeyName)
            {
                throw Refused(StatusCodes.Status400BadRequest, refused);
            }
            catch (HostException unusable) when (unusable.Code == HostErrors.NoHostKey)
            {
                throw Refused(StatusCodes.Status503ServiceUnavailable, unusable);
            }
        });

    // The message carries its code, which problem details have a field for.
    static RequestRefusedException Refused(int status, HostException cause)
        => new(status, cause.Code, cause.Message[(cause.Code.Length + 2)..]);
}
