using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Alerts;
using Orchestrations.App.Dca;
using Orchestrations.App.KillSwitch;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Storage;
using Orchestrations.App.Tenants;
using Orchestrations.App.Tests.Http;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>An item of the store that cannot be read keeps no other alert from people, and is told of itself.</summary>
public class SpoiltItemTests
{
    [Theory]
    [InlineData("""{"number":"none"}""")]
    [InlineData("{}")]
    public async Task Notice_WhoseContentIsSpoilt_IsToldByItsName(string content)
    {
        await using var world = AlertWorld.Of();
        var alert = world.Raise(AlertSeverity.P1);
        world.Spoil("alerts", $"due-{alert.Id}-raised-1", content);
        world.Sweep(TimeSpan.FromMinutes(1));

        Assert.Equal(alert.Id, Assert.Single(world.Webhook.Sent).Notice.Alerts[0].Id);
        Assert.Empty(world.Ids("alerts", "due-"));
    }

    [Fact]
    public async Task Notice_NamedLikeNone_IsPassedOverAndIsAnAlertUntilItIsGone()
    {
        await using var world = AlertWorld.Of();
        world.Spoil("alerts", "due-0");
        var alert = world.Raise(AlertSeverity.P1);
        world.Sweep(TimeSpan.FromMinutes(1));
        Assert.Equal(alert.Id, Assert.Single(world.Webhook.Sent).Notice.Alerts[0].Id);

        Assert.Equal(["health-items-alerts/due-0"], world.Look().Bad);
        world.Look();
        var told = Assert.Single(world.Alerts(), one => one.Code == "ORC-HEALTH-018");
        Assert.Equal(("alerts/due-0", "P1"), (told.Subject, told.Severity));

        world.Do(async () =>
        {
            var item = await world.Get<IStore>().GetAsync(new StoreKey("alerts", "due-0"), CancellationToken.None);
            await world.Get<IStore>().WriteAsync("alerts", [new StoreOperation.Delete("due-0", item!.ETag)], CancellationToken.None);
        });
        Assert.Empty(world.Look().Bad);
        Assert.Empty(world.Ids("unread-items", ""));
        Assert.DoesNotContain(world.Alerts(), one => one.Code == "ORC-HEALTH-018");
    }

    [Theory]
    [InlineData("""{"number":1,"occurrences":"many"}""")]
    [InlineData("{}")]
    public async Task Alert_ThatIsSpoilt_HidesNoOtherAndTheHealthWatchGoesOn(string content)
    {
        await using var world = AlertWorld.Of(("Alerts:QuietHours", "00:00-07:00"), ("Alerts:Escalations", "0"));
        world.Market.HasPrices = false;
        world.Look();
        var spoilt = world.Alerts()[0];
        var other = world.Raise(AlertSeverity.P2, "other");
        world.Sweep(TimeSpan.FromMinutes(1));
        world.Spoil("alerts", AlertIds.StoredAs(spoilt.Id), content);

        Assert.Contains(world.Notes(), note => note.Id == other.Id);
        world.Look();
        Assert.Contains(world.Alerts(), one => one.Code == "ORC-HEALTH-018");
        // What it was about stands: another alert has its place.
        Assert.Equal(2, world.Alerts().Count(one => one.Code == "ORC-HEALTH-003"));
        world.Market.HasPrices = true;
        world.Look();
        Assert.DoesNotContain(world.Alerts(), one => one.Code == "ORC-HEALTH-003");
        world.Pass(TimeSpan.FromHours(7));
        world.Sweep(TimeSpan.FromMinutes(1));

        var digest = Assert.Single(world.Webhook.Sent, one => one.Notice.Kind == "digest").Notice;
        Assert.Contains(digest.Alerts, alert => alert.Id == other.Id);
        Assert.DoesNotContain(digest.Alerts, alert => alert.Id == spoilt.Id);
    }

    [Fact]
    public async Task Pointer_ThatIsSpoilt_HoldsUpNobodyAndIsReplaced()
    {
        await using var world = AlertWorld.Of();
        var first = world.Raise(AlertSeverity.P1);
        world.Spoil("alerts", "about-ORC-FUNDING-011-thing");
        var alerts = world.Get<AlertRepository>();

        world.Do(() => alerts.EndAsync("ORC-FUNDING-011-thing", "over"));
        var second = world.Get(() => alerts.RaiseAsync(new Alert("key 2", AlertSeverity.P1, "ORC-FUNDING-011", "thing", "Again.")));

        Assert.NotEqual(first.Id, second.Id);
        world.Do(() => alerts.EndAsync("ORC-FUNDING-011-thing", "over"));
        Assert.Equal("resolved", world.Notes().Single(note => note.Id == second.Id).State);
    }

    [Fact]
    public async Task Mark_ThatIsSpoilt_StillSaysThatTheAlertWasRaised()
    {
        await using var world = AlertWorld.Of();
        world.Raise(AlertSeverity.P1);
        world.Spoil("alerts", "key-key thing");

        Assert.Equal("resolved", world.Raise(AlertSeverity.P1).State);
        Assert.Single(world.Alerts());
        Assert.Single(world.Ids("alerts", "due-"));
    }

    [Fact]
    public async Task Count_OfAChannelThatIsSpoilt_StopsNoMessage()
    {
        await using var world = AlertWorld.Of();
        foreach (var channel in (string[])["webhook", "webhook-urgent"])
            world.Spoil("alert-deliveries", "rate-" + channel);
        world.Raise(AlertSeverity.P0);
        world.Raise(AlertSeverity.P1, "other");
        world.Sweep(TimeSpan.FromMinutes(1));

        Assert.Equal(2, world.Webhook.Sent.Count);
    }

    [Fact]
    public async Task NoteOfAMessage_ThatIsSpoilt_LeavesItSentAgainAsPerhapsARepetition()
    {
        await using var world = AlertWorld.Of();
        var alert = world.Raise(AlertSeverity.P1);
        world.Spoil("alert-deliveries", $"sent-{alert.Id}-raised-1-webhook");
        world.Sweep(TimeSpan.FromMinutes(1));

        Assert.True(Assert.Single(world.Webhook.Sent).Notice.MayHaveArrived);
        Assert.False(Assert.Single(world.Mail.Sent).Notice.MayHaveArrived);
    }

    [Fact]
    public async Task NoteOfAMessage_ThatIsSpoilt_KeepsNobodyFromBeingToldOfTheEnd()
    {
        await using var world = AlertWorld.Of();
        var alert = world.Raise(AlertSeverity.P1);
        world.Sweep(TimeSpan.FromMinutes(1));
        world.Spoil("alert-deliveries", $"sent-{alert.Id}-raised-1-webhook");
        world.Do(() => world.Get<AlertRepository>().ResolveAsync(alert.Id, "mended"));
        world.Sweep(TimeSpan.FromMinutes(1));

        Assert.Equal(["raised", "resolved"], world.Webhook.Kinds);
    }

    [Fact]
    public async Task Digest_ThatIsSpoilt_IsNotWaitedFor()
    {
        await using var world = AlertWorld.Of();
        world.Spoil("alert-deliveries", "digest-20240115000500000");

        var plan = world.Get(() => world.Get<AlertActivities>().PlanDigest(
            new AlertDigestInput("digest-20240115000500000"), CancellationToken.None));

        Assert.Equal(0, plan.Alerts);
    }

    [Fact]
    public async Task Order_ThatIsSpoilt_StopsNeitherTheKillSwitchNorTheListAndIsToldOf()
    {
        await using var world = AlertWorld.Of();
        world.OpenBooks();
        world.Exchange.IsSilent = true;
        world.Order("order-1", Bench.Buy());
        world.Exchange.IsSilent = false;
        world.Spoil("orders-main", "spoilt", "{}");

        var result = world.Run<KillSwitchResult>(
            nameof(KillSwitchOrchestrator), "kill-1", new KillSwitchInput("main", "kill-1", false, "a test"));

        Assert.Equal("Filled", Assert.Single(result.Orders).Status);
        var page = world.Say(request => world.Get<OrderTriggers>().OrderList(request, CancellationToken.None)).As<OrderPage>();
        Assert.Single(page.Orders);
        Assert.Contains("health-items-orders-main/spoilt", world.Look().Bad);
    }

    [Fact]
    public async Task Plan_ThatIsSpoilt_BuysNothingAndKeepsNoOtherFromBuying()
    {
        await using var world = AlertWorld.Of();
        world.OpenBooks();
        world.Do(async () => await world.Get<DcaRepository>().CreateAsync(Bench.Plan()));
        world.Spoil("dca-plans", "another");

        var started = world.Get(() => world.Get<DcaRuns>().StartAllAsync(world.Get<DurableTaskClient>(), world.Now));

        Assert.Equal("core", Assert.Single(started).Of);
        Assert.Equal(["health-items-dca-plans/another"], world.Look().Bad);
    }

    [Fact]
    public async Task Plan_ThatIsSpoiltAndAlone_IsNotTakenForNone()
    {
        await using var world = AlertWorld.Of();
        world.Spoil("dca-plans", "mine");

        Assert.Empty(world.Get(() => world.Get<DcaRuns>().StartAllAsync(world.Get<DurableTaskClient>(), world.Now)));
        Assert.Equal(["mine"], world.Ids("dca-plans", ""));
    }

    [Fact]
    public async Task Tenant_ThatIsSpoilt_KeepsNoOthersPacksFromTheirRetention()
    {
        await using var world = AlertWorld.Of();
        world.Do(() => world.Get<TenantRepository>().EnsureAsync("other"));
        world.Spoil("proof-tenants", "aspoilt");
        world.Do(() => world.Get<RetentionTriggers>().RetentionTimer(
            new TimerInfo(), world.Get<DurableTaskClient>(), CancellationToken.None));

        var run = FormattableString.Invariant($"retention-other-{world.Now:yyyyMMdd}");
        Assert.NotNull(world.Get(() => world.Get<DurableTaskClient>().GetInstanceAsync(run)));
        Assert.Equal(["health-items-proof-tenants/aspoilt"], world.Look().Bad);
    }
}
