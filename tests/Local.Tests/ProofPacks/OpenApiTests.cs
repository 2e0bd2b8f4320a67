using System.Net;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App;

namespace Orchestrations.Local.Tests.ProofPacks;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_ComparedWithTheRoutes_DescribesThemAllAndNoOthers()
    {
        await using var host = await PackHost.StartAsync();
        var document = (await host.GetAsync("proofpacks/openapi.json")).Json;

        var described = document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.StartsWith("/proofpacks", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name}"))
            .Order(StringComparer.Ordinal);
        var served = typeof(AppServices).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .Where(trigger => trigger.Route == "proofpacks" || trigger.Route!.StartsWith("proofpacks/", StringComparison.Ordinal))
            .SelectMany(trigger => trigger.Methods!.Select(method => $"{method} /{trigger.Route}"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(served, described);
        Assert.Equal((await host.GetAsync("api/openapi.json")).Text, (await host.GetAsync("proofpacks/openapi.json")).Text);
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
    }

    [Fact]
    public async Task Calls_DescribedAsTenants_AreRefusedWithoutAKeyAndTheOthersAreNot()
    {
        await using var host = await PackHost.StartAsync(null, ("ProofPacks:OpenTenant", ""));
        var paths = (await host.GetAsync("proofpacks/openapi.json")).Json.GetProperty("paths");
        foreach (var path in paths.EnumerateObject().Where(p => p.Name.StartsWith("/proofpacks", StringComparison.Ordinal)))
            foreach (var call in path.Value.EnumerateObject())
            {
                var address = path.Name[1..].Replace("{id}", "pp-0", StringComparison.Ordinal).Replace("{name}", "t", StringComparison.Ordinal);
                var answer = await host.SendAsync(HttpMethod.Parse(call.Name), address, call.Name is "get" or "delete" ? null : "{}");
                // An empty alternative is a caller without a key.
                var security = call.Value.GetProperty("security").EnumerateArray().ToList();
                var open = security.Count == 0 || security.Exists(way => !way.EnumerateObject().Any());
                Assert.True(open != (answer.Status == HttpStatusCode.Unauthorized), $"{call.Name} {address}: {answer}");
            }
    }
}
