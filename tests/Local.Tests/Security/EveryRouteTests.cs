using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Security;

/// <summary>A host that listens beyond its machine, asked for every address it has, without a key and with a wrong one.</summary>
public sealed class EveryRouteTests : IDisposable
{
    // The host's own, which the functions' description does not list.
    static readonly (string Method, string Address)[] hosts =
    [
        ("GET", "admin/host/status"), ("GET", "admin/functions"), ("POST", "admin/functions/DcaTimer"), ("GET", "admin/anything"),
        ("GET", "admin/host/keys"), ("POST", "admin/host/keys/x"), ("DELETE", "admin/host/keys/x"), ("GET", "admin/host/systemkeys"),
        ("GET", "admin/functions/DcaTimer/keys"), ("POST", "admin/instances/x/force-terminate"), ("GET", "admin/timers"),
        ("GET", "admin/servicebus"), ("POST", "admin/servicebus/q/messages"), ("DELETE", "admin/servicebus/q/deadletters"),
        ("GET", "runtime/webhooks/durabletask/instances"), ("DELETE", "runtime/webhooks/durabletask/instances"),
        ("POST", "runtime/webhooks/durabletask/orchestrators/DcaOrchestrator"), ("GET", "runtime/webhooks/durabletask/instances/x"),
        ("DELETE", "runtime/webhooks/durabletask/instances/x"), ("POST", "runtime/webhooks/durabletask/instances/x/raiseEvent/y"),
        ("POST", "runtime/webhooks/durabletask/instances/x/terminate"), ("POST", "runtime/webhooks/durabletask/instances/x/suspend"),
        ("POST", "runtime/webhooks/durabletask/instances/x/resume"), ("POST", "runtime/webhooks/durabletask/instances/x/rewind"),
        ("POST", "runtime/webhooks/durabletask/instances/x/restart"), ("GET", "runtime/webhooks/durabletask/entities"),
        ("POST", "runtime/webhooks/durabletask/entities/e/k"), ("DELETE", "runtime/webhooks/durabletask/entities/e/k"),
        ("POST", "runtime/webhooks/durabletask/makeprimary"), ("GET", "runtime/webhooks/durabletask/anything"),
    ];

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-routes-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Address_OfAnyRoute_OpensToNobodyWithoutItsKey()
    {
        await using var host = await ServedHost.StartBeyondLoopbackAsync(folder, WallClock.Instance);
        var (closed, open) = (0, new List<string>());
        foreach (var path in (await host.GetAsync("proofpacks/openapi.json")).Json.GetProperty("paths").EnumerateObject())
            foreach (var call in path.Value.EnumerateObject())
            {
                var address = Filled(path.Name);
                var ways = call.Value.GetProperty("security").EnumerateArray().ToList();
                if (ways.Count == 0 || ways.Exists(way => !way.EnumerateObject().Any()))
                {
                    open.Add($"{call.Name} {path.Name}");
                    continue;
                }

                var tenants = ways[0].TryGetProperty("tenantKey", out _);
                await IsClosedAsync(host, call.Name.ToUpperInvariant(), address,
                    tenants ? "X-Api-Key" : "x-functions-key", tenants ? "ORC-PACK-009" : "ORC-HOST-102");
                closed++;
            }

        foreach (var (method, address) in hosts)
            await IsClosedAsync(host, method, address, "x-functions-key", "ORC-HOST-102");
        Assert.True(closed > 60, $"only {closed} calls");
        Assert.Equal(
            ["get /api/openapi.json", "get /health", "get /proofpacks/keys", "get /proofpacks/openapi.json", "get /ready", "post /proofpacks/verify"],
            open.Order(StringComparer.Ordinal));
    }

    static string Filled(string path) =>
        string.Join('/', path.TrimStart('/').Split('/').Select(step => step.StartsWith('{') ? "x" : step));

    static async Task IsClosedAsync(ServedHost host, string method, string address, string header, string code)
    {
        object? body = method is "GET" or "DELETE" ? null : new { };
        var verb = HttpMethod.Parse(method);
        (await host.SendAsync(verb, address, body)).IsProblem(401, code);
        (await host.SendAsync(verb, address, body, (header, "wrong"))).IsProblem(401, code);
        (await host.SendAsync(verb, address, body, (header, ""))).IsProblem(401, code);
    }
}
