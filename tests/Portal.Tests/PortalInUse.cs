using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Portal.Tests;

/// <summary>
/// A served host that has bought something and made a pack of it, and a Chromium that looks at it. Every page is watched: an error
/// in the console, a failed script or a request to another origin fails the test that caused it.
/// </summary>
public sealed class PortalInUse : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-portal-").FullName;
    Chromium? chromium;
    ServedHost? host;

    internal ServedHost Host => host ?? throw new InvalidOperationException("The host is not started.");

    /// <summary>The instance of the run that bought.</summary>
    internal string Run { get; private set; } = "";

    /// <summary>The pack of that run.</summary>
    internal string Pack { get; private set; } = "";

    public async Task InitializeAsync()
    {
        host = await ServedHost.StartAsync(folder, WallClock.Instance, ("ProofPacks:Operations", "dca"));
        await host.PostAsync("admin/functions/RiskWatchTimer", new { });
        await host.UntilAsync("api/breaker", answer => answer.Json.TryGetProperty("valuedAt", out _));
        // The first run of the timer makes the standard plan, as long as there is no other.
        await host.PostAsync("admin/functions/DcaTimer", new { });
        var run = await host.UntilAsync("api/orchestrations?operation=Dca&status=Completed&prefix=dca-core", answer =>
            answer.Status == 200 && answer.Json.GetProperty("instances").GetArrayLength() > 0);
        Run = run.Json.GetProperty("instances")[0].GetProperty("id").GetString()!;
        host.Http.DefaultRequestHeaders.Add("X-Tenant", "operations");
        var packs = await host.UntilAsync("proofpacks", answer => answer.Status == 200 && answer.Json.GetProperty("packs").GetArrayLength() > 0);
        host.Http.DefaultRequestHeaders.Remove("X-Tenant");
        Pack = packs.Json.GetProperty("packs")[0].GetProperty("id").GetString()!;
        chromium = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        if (host is not null)
            await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal Task<WatchedPage> OpenAsync(string path, bool phone = false) => chromium!.OpenAsync(Host, path, phone);

    /// <summary>Makes a plan that buys bitcoin.</summary>
    internal Task CreatePlanAsync(string name) => CreatePlanAsync(Host, name);

    internal static async Task CreatePlanAsync(ServedHost host, string name)
    {
        var made = await host.PostAsync("api/dca/plans", new
        {
            name,
            capital = 1000,
            amountPerInterval = 20,
            targets = new[] { new { symbol = "BTCUSDT", share = 0.5 } },
        });
        Assert.True(made.Status == 201, made.ToString());
    }
}
