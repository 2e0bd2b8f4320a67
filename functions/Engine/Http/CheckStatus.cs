using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>The 202 answer that tells a caller where to watch and steer an instance.</summary>
sealed class CheckStatus(HostJson host, IConfiguration? settings)
{
    const string DefaultHub = "TestHubName";

    // The Functions host asks for 10 seconds here and for 5 at the status address.
    const string RetryAfterSeconds = "10";

    readonly string hub = HubOf(host, settings);

    public Task WriteAsync(HttpContext context, string instanceId)
    {
        var links = LinksOf(context.Request, instanceId);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = links.StatusQueryGetUri;
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return context.Response.WriteAsJsonAsync(links, context.RequestAborted);
    }

    Links LinksOf(HttpRequest request, string id)
    {
        var root = $"{request.Scheme}://{request.Host}{request.PathBase}";
        var instance = $"{root}{ManagementApi.Base}/instances/{Uri.EscapeDataString(id)}";
        var query = $"taskHub={Uri.EscapeDataString(hub)}&connection=Storage";

        // The host knows only its key's hash, so the links carry the key the caller came with.
        if (LocalAccess.KeyOf(request) is { } key)
            query += $"&code={Uri.EscapeDataString(key)}";
        return new Links(
            id,
            $"{instance}?{query}",
            $"{instance}/raiseEvent/{{eventName}}?{query}",
            $"{instance}/terminate?reason={{text}}&{query}",
            $"{instance}?{query}",
            $"{instance}/restart?{query}",
            $"{instance}/suspend?reason={{text}}&{query}",
            $"{instance}/resume?reason={{text}}&{query}");
    }

    // One host.json serves Azure too, where the hub comes from a setting that a local run need not have.
    static string HubOf(HostJson host, IConfiguration? settings)
    {
        if (string.IsNullOrEmpty(host.HubName))
            return DefaultHub;
        try
        {
            return SettingText.Resolve(host.HubName, settings, "host.json");
        }
        catch (HostException)
        {
            return DefaultHub;
        }
    }

    sealed record Links(
        string Id,
        string StatusQueryGetUri,
        string SendEventPostUri,
        string TerminatePostUri,
        string PurgeHistoryDeleteUri,
        string RestartPostUri,
        string SuspendPostUri,
        string ResumePostUri);
}
