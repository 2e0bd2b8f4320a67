using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Keys;

namespace Orchestrations.Engine.Http;

/// <summary>
/// Who may call the host. Listening on loopback only, everybody on this machine may, without a key; but a web page elsewhere
/// could make its reader's browser call too, so foreign Host names (DNS rebinding) and calls of foreign pages are refused: all
/// writes, and what their scripts, images and frames would read. A link to here may be followed from anywhere.
/// Listening anywhere else, every endpoint above Anonymous needs a key of its level.
/// </summary>
sealed class LocalAccess
{
    const string KeyHeader = "x-functions-key";
    const string KeyQuery = "code";

    readonly FunctionKeys keys;
    readonly Lazy<bool> needsKeys;

    public LocalAccess(IServer server, IOptions<FunctionsHostOptions> options, FunctionKeys keys)
    {
        this.keys = keys;
        needsKeys = new Lazy<bool>(() =>
        {
            if (IsLoopbackOnly(server))
                return false;
            foreach (var (key, value) in keys.EnsureFirst())
                options.Value.ShowNewKey(key, value);
            return true;
        });
    }

    /// <summary>Settles which rules hold, making the first keys if they are needed. Call it once the server listens.</summary>
    /// <exception cref="HostException">ORC-HOST-010: keys are needed and cannot be kept.</exception>
    public void Settle() => _ = needsKeys.Value;

    /// <summary>The key as the request carries it, or null. The header wins.</summary>
    public static string? KeyOf(HttpRequest request)
        => request.Headers.TryGetValue(KeyHeader, out var header) ? header.ToString()
            : request.Query.TryGetValue(KeyQuery, out var query) ? query.ToString()
            : null;

    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        context.Response.OnStarting(Guard, context.Response);
        if (needsKeys.Value)
        {
            if (!await AdmitAsync(context))
                return;
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
        else if (IsWrite(request.Method) ? IsForeign(request) || IsOfAnotherSite(request) : IsEmbeddedElsewhere(request))
        {
            await Problems.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                HostErrors.ForeignOrigin,
                $"A page of another origin may not {(IsWrite(request.Method) ? "change" : "read")} anything here. "
                + $"Call from {OwnOrigin(request)}, or without a browser.");
            return;
        }

        if (!BodyLimit.Apply(context))
            await Problems.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, HostErrors.BodyTooLarge, BodyLimit.Detail);
        else
            await next(context);
        await NameUnknownAddress(context);
    }

    // What a caller put into an answer is never taken for anything but what the answer says it is, nor shown by another's page.
    static Task Guard(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Task.CompletedTask;
    }

    /// <summary>Answers the request itself, and returns false, where its key does not open the endpoint.</summary>
    async Task<bool> AdmitAsync(HttpContext context)
    {
        var access = context.GetEndpoint()?.Metadata.GetMetadata<FunctionAccess>();
        if (access is null or { Level: AuthorizationLevel.Anonymous })
            return true;
        try
        {
            if (KeyOf(context.Request) is { } given && keys.Recognise(given).Any(access.Admits))
                return true;
        }
        catch (HostException unreadable)
        {
            await Problems.WriteAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                unreadable.Code,
                "The host's key file cannot be read, so no key can be recognised. Mend it, or delete it and restart for new keys.");
            return false;
        }

        await Problems.WriteAsync(
            context,
            StatusCodes.Status401Unauthorized,
            HostErrors.KeyRequired,
            $"This address needs {access.Needs} or the master key, in the header {KeyHeader} or the query as {KeyQuery}.");
        return false;
    }

    static bool IsWrite(string method)
        => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    static bool IsForeign(HttpRequest request)
        => request.Headers.TryGetValue("Origin", out var origin)
            && !string.Equals(origin.ToString(), OwnOrigin(request), StringComparison.OrdinalIgnoreCase);

    // Browsers say so of themselves, and no page can change it: same-origin, none (typed by a person), same-site or cross-site.
    static bool IsOfAnotherSite(HttpRequest request)
        => request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site.ToString() is not ("same-origin" or "none");

    static bool IsEmbeddedElsewhere(HttpRequest request)
        => IsOfAnotherSite(request) && request.Headers["Sec-Fetch-Dest"].ToString() != "document";

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
