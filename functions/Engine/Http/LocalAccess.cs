using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>
/// Who may call the host. Listening on loopback only, everybody on this machine may, without a key; but a web page elsewhere
/// could make its reader's browser call too, so foreign Host names (DNS rebinding) and foreign origins' writes are refused.
/// Listening anywhere else, every endpoint above Anonymous needs the host's key.
/// </summary>
sealed class LocalAccess
{
    const string KeyHeader = "x-functions-key";
    const string KeyQuery = "code";

    readonly Lazy<HostKey?> key;

    public LocalAccess(IServer server, IOptions<FunctionsHostOptions> options)
        => key = new Lazy<HostKey?>(() => IsLoopbackOnly(server)
            ? null
            : HostKey.LoadOrCreate(options.Value.DataDirectory, options.Value.ShowNewKey));

    /// <summary>Settles which rules hold, making the key if one is needed. Call it once the server listens.</summary>
    /// <exception cref="HostException">ORC-HOST-010: a key is needed and cannot be kept.</exception>
    public void Settle() => _ = key.Value;

    /// <summary>The key as the request carries it, or null. The header wins.</summary>
    public static string? KeyOf(HttpRequest request)
        => request.Headers.TryGetValue(KeyHeader, out var header) ? header.ToString()
            : request.Query.TryGetValue(KeyQuery, out var query) ? query.ToString()
            : null;

    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (key.Value is { } required)
        {
            if (NeedsKey(context) && (KeyOf(request) is not { } given || !required.Matches(given)))
            {
                await Problems.WriteAsync(
                    context,
                    StatusCodes.Status401Unauthorized,
                    HostErrors.KeyRequired,
                    $"This address needs the host's key, in the header {KeyHeader} or the query as {KeyQuery}.");
                return;
            }
        }
        else if (!LoopbackNames.Contains(request.Host.Host))
        {
            await Problems.WriteAsync(
                context,
                StatusCodes.Status421MisdirectedRequest,
                HostErrors.ForeignHostName,
                "This host listens on this machine only and answers to localhost, 127.0.0.1 and [::1].");
            return;
        }
        else if (IsWrite(request.Method) && IsForeign(request))
        {
            await Problems.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                HostErrors.ForeignOrigin,
                $"A page of {request.Headers.Origin} may not change anything here. "
                + $"Call from {OwnOrigin(request)}, or without a browser.");
            return;
        }

        if (!BodyLimit.Apply(context))
            await Problems.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, HostErrors.BodyTooLarge, BodyLimit.Detail);
        else
            await next(context);
        await NameUnknownAddress(context);
    }

    static bool NeedsKey(HttpContext context)
        => context.GetEndpoint()?.Metadata.GetMetadata<FunctionAccess>() is { Level: not AuthorizationLevel.Anonymous };

    static bool IsWrite(string method)
        => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    static bool IsForeign(HttpRequest request)
        => request.Headers.TryGetValue("Origin", out var origin)
            && !string.Equals(origin.ToString(), OwnOrigin(request), StringComparison.OrdinalIgnoreCase);

    static string OwnOrigin(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}";

    // Without an address to go by, assume the worst.
    static bool IsLoopbackOnly(IServer server)
        => server.Features.Get<IServerAddressesFeature>() is { Addresses: { Count: > 0 } addresses }
            && addresses.All(LoopbackNames.Serves);

    // The router's own answers (no such address, wrong method) come without a body.
    static Task NameUnknownAddress(HttpContext context)
        => context.Response is { HasStarted: false, StatusCode: 404 or 405 }
            && context.GetEndpoint() is null or { Metadata.Count: 0 }
                ? Problems.WriteAsync(
                    context,
                    context.Response.StatusCode,
                    HostErrors.UnknownAddress,
                    $"There is nothing at {context.Request.Method} {context.Request.Path}.")
                : Task.CompletedTask;
}
