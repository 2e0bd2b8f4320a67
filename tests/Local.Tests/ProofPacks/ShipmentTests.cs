using System.Net;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.ProofPacks;

/// <summary>The topic shipment-events, on the local Service Bus of the real host.</summary>
public sealed class ShipmentTests
{
    int sentSoFar;

    [Fact]
    public async Task Events_UntilTheyAreComplete_BecomeOnePack()
    {
        await using var host = await PackHost.StartAsync();
        await host.MakeAsync(PackHost.Request("first, so that the tenant is there"));
        await SendAsync(host, "S", Event("b", 2), false);
        await SendAsync(host, "S", Event("a", 1), false);
        // Delivered twice, taken once.
        await SendAsync(host, "S", Event("a", 1), false);
        await SendAsync(host, "S", Event("c", 3), true);

        var pack = await PackOfAsync(host, "S");
        Assert.Equal(3, pack.Manifest.Count);
        Assert.Equal(2, pack.CheckProof().Size);
    }

    [Fact]
    public async Task Events_AtTheSizeOrTheDeadline_BecomeAPackToo()
    {
        await using var host = await PackHost.StartAsync(
            null, ("ProofPacks:Shipments:MostEvents", "2"), ("ProofPacks:Shipments:Deadline", "00:00:02"));
        await host.MakeAsync(PackHost.Request("first, so that the tenant is there"));
        await SendAsync(host, "size", Event("a", 1), false);
        await SendAsync(host, "size", Event("b", 2), false);
        await SendAsync(host, "deadline", Event("a", 1), false);

        Assert.Equal(2, (await PackOfAsync(host, "size")).Manifest.Count);
        Assert.Equal(1, (await PackOfAsync(host, "deadline")).Manifest.Count);
    }

    [Fact]
    public async Task Message_ThatCannotBeTaken_GoesToTheDeadLetters()
    {
        await using var host = await PackHost.StartAsync();
        await host.MakeAsync(PackHost.Request("first, so that the tenant is there"));
        await SendAsync(host, "S", """[{"type":"a"}]""", false);

        for (var tries = 0; tries < 500; tries++, await WallClock.PauseAsync(20))
        {
            var dead = await host.GetAsync("admin/servicebus/shipment-events/subscriptions/proof-packs/deadletters");
            if (dead.Status == HttpStatusCode.OK && dead.Json.GetProperty("messages").GetArrayLength() == 1)
                return;
        }
        Assert.Fail("The message is nowhere.");
    }

    static string Event(string id, int day) => $$"""[{"id":"{{id}}","type":"scan","time":"2026-01-0{{day}}T00:00:00Z"}]""";

    async Task SendAsync(PackHost host, string subject, string events, bool complete)
    {
        var message = $$"""{"tenant":"main","subject":"{{subject}}","events":{{events}},"complete":{{(complete ? "true" : "false")}}}""";
        var sent = await host.PostAsync(
            "admin/servicebus/shipment-events/messages", $$"""{"messageId":"m{{++sentSoFar}}","body":{{message}}}""");
        Assert.True(sent.Status == HttpStatusCode.Accepted, sent.ToString());
    }

    static async Task<PackHost.Reply> PackOfAsync(PackHost host, string subject)
    {
        for (var tries = 0; tries < 1500; tries++, await WallClock.PauseAsync(20))
        {
            var packs = (await host.GetAsync("proofpacks?subject=" + subject)).Json.GetProperty("packs");
            if (packs.GetArrayLength() > 0)
                return await host.GetAsync("proofpacks/" + packs[0].GetProperty("id").GetString());
        }
        throw new TimeoutException($"There is no pack of {subject}.");
    }
}
