using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Portal.Tests;

/// <summary>A host that listens beyond its machine: the portal shows nothing without a key, and forgets it when told to.</summary>
public sealed class KeysTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Portal_OfAHostThatWantsKeys_AsksForOneAndKeepsItForTheTab()
    {
        await using var host = await ServedHost.StartBeyondLoopbackAsync(folder, WallClock.Instance);
        await using var chromium = await Chromium.StartAsync();
        await using var page = await chromium.OpenAsync(host, "ledger", expected: "401");
        await page.SeesAsync("This host wants a key");
        await page.LookAsync("key");
        await page.Page.GetByLabel("Key", new() { Exact = true }).FillAsync("wrong");
        await page.Button("Use this key").ClickAsync();
        await page.SeesAsync("This host wants a key");
        await page.Page.GetByLabel("Key", new() { Exact = true }).FillAsync(host.Keys["host key 'default'"]);
        await page.Button("Use this key").ClickAsync();
        await page.SeesAsync("Capital 10000 USDT");
        await page.GoAsync("audit");
        await page.SeesAsync("Every decision with its inputs.");
        // Packs belong to tenants, whose keys are others.
        await page.GoAsync("packs");
        await page.SeesAsync("that tenant’s API key");
        await page.GoAsync("orders");
        await page.SeesAsync("No orders yet.");
        await page.Button("Forget the key").ClickAsync();
        await page.SeesAsync("This host wants a key");
    }
}
