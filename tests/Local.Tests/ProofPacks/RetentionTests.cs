using System.Net;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.ProofPacks;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.ProofPacks;

public sealed class RetentionTests : IAsyncLifetime
{
    PackHost host = null!;

    public async Task InitializeAsync() => host = await PackHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Content_WhoseTimeIsUp_IsErasedAndThePackStaysAnchored()
    {
        var pack = await host.MakeAsync(PackHost.Request("S"));
        var id = pack.Manifest.Header.Id;

        Assert.Equal(new RetentionResult(1, 0), await RetainAsync());

        var left = await host.GetAsync("proofpacks/" + id);
        Assert.Equal(pack.Manifest.ToBytes(), left.Manifest.ToBytes());
        Assert.Equal(1, left.CheckProof().Size);
        Assert.DoesNotContain("events\":[", left.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ship & Co", left.Text, StringComparison.Ordinal);
        var entries = (await host.GetAsync("proofpacks/log/entries")).Json.GetProperty("entries");
        Assert.Equal(["pack", "erased"], entries.EnumerateArray().Select(e => e.GetProperty("kind").GetString()));
        Assert.Contains(id, entries[1].GetProperty("notice").GetString(), StringComparison.Ordinal);
        Assert.Equal(new RetentionResult(0, 0), await RetainAsync("again"));
    }

    [Fact]
    public async Task Content_ThatIsHeld_IsKeptUntilItIsReleased()
    {
        var (kept, gone) = (await host.MakeAsync(PackHost.Request("S", 1)), await host.MakeAsync(PackHost.Request("S", 2)));
        var hold = $"proofpacks/{kept.Manifest.Header.Id}/hold";
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Put, hold, """{"reason":"lawsuit"}""")).Status);

        Assert.Equal(new RetentionResult(1, 1), await RetainAsync());
        Assert.Equal(kept.Text, (await host.GetAsync("proofpacks/" + kept.Manifest.Header.Id)).Text);
        Assert.DoesNotContain("Ship", (await host.GetAsync("proofpacks/" + gone.Manifest.Header.Id)).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Delete, hold, null)).Status);
        await RetainAsync("later");
        Assert.DoesNotContain("Ship", (await host.GetAsync("proofpacks/" + kept.Manifest.Header.Id)).Text, StringComparison.Ordinal);
        (await host.SendAsync(HttpMethod.Put, hold, """{"reason":"late"}""")).IsProblem(HttpStatusCode.Gone, "ORC-PACK-007");
        Assert.Equal(
            ["pack", "pack", "held", "erased", "released", "erased"],
            (await host.GetAsync("proofpacks/log/entries")).Json.GetProperty("entries").EnumerateArray()
                .Select(e => e.GetProperty("kind").GetString()));
    }

    async Task<RetentionResult> RetainAsync(string run = "run")
    {
        var client = host.Host.App.Services.GetRequiredService<DurableTaskClient>();
        var before = WallClock.Instance.GetUtcNow().AddDays(1);
        await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(RetentionOrchestrator), new RetentionInput("main", before), new StartOrchestrationOptions("retention-" + run));
        var ended = await client.WaitForInstanceCompletionAsync("retention-" + run, getInputsAndOutputs: true);
        return ended.ReadOutputAs<RetentionResult>()!;
    }
}
