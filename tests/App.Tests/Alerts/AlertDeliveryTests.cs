using Orchestrations.App.Alerts;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>How alerts reach people, on the real engine in virtual time.</summary>
public class AlertDeliveryTests
{
    [Fact]
    public async Task Alert_OfTheHighestSeverity_GoesToEveryChannelOnce()
    {
        await using var world = World();
        var alert = Raise(world, AlertSeverity.P0);
        world.StartNotices();
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(1));

        var notice = Assert.Single(world.Webhook.Sent).Notice;
        Assert.Equal(("raised", $"{alert.Id}-raised-1", false), (notice.Kind, notice.Id, notice.MayHaveArrived));
        Assert.Single(world.Mail.Sent);
        var deliveries = world.Get(() => world.Get<AlertDeliveries>().ListAsync(alert.Id));
        Assert.Equal(["email sent", "webhook sent"], deliveries.Select(d => $"{d.Channel} {d.Status}"));
    }

    [Fact]
    public async Task Channel_ThatFails_IsTriedAgainAfterItsPauses()
    {
        await using var world = World();
        world.Webhook.Answer = attempt => attempt switch
        {
            1 => new ChannelAnswer(ChannelVerdict.Again, null, "HTTP 500", MayHaveArrived: true),
            2 => new ChannelAnswer(ChannelVerdict.Again, TimeSpan.FromMinutes(2), "HTTP 429"),
            _ => ChannelAnswer.Sent,
        };
        Raise(world, AlertSeverity.P0);
        world.StartNotices();
        var begun = world.Now;
        world.Pass(TimeSpan.FromMinutes(4));

        Assert.Equal([0d, 5d, 125d], world.Webhook.Sent.Select(one => Math.Round((one.At - begun).TotalSeconds)));
        Assert.Single(world.Webhook.Sent.Select(one => one.Notice.Id).Distinct());
        Assert.Equal([false, true, true], world.Webhook.Sent.Select(one => one.Notice.MayHaveArrived));
        Assert.Single(world.Mail.Sent);
    }

    [Fact]
    public async Task Channel_ThatRefuses_IsGivenUpAtOnceAndIsAnAlertByItself()
    {
        await using var world = World();
        world.Webhook.Answer = _ => new ChannelAnswer(ChannelVerdict.Refused, null, "HTTP 404");
        var alert = Raise(world, AlertSeverity.P2);
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(1));
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(1));

        var about = world.Alerts().Single(alert => alert.Code == AlertCodes.NotDelivered);
        Assert.Equal(("ORC-ALERT-001", "webhook", "P1", "HTTP 404"), (about.Code, about.Subject, about.Severity, about.Actual));
        Assert.Equal(["raised", "raised"], world.Mail.Kinds);
        var deliveries = world.Get(() => world.Get<AlertDeliveries>().ListAsync(alert.Id));
        Assert.Contains(deliveries, d => d is { Channel: "webhook", Status: "failed", Reason: "HTTP 404", Attempts: 1 });
        // The alert about the channel did not arrive there either, which is no news.
        Assert.Equal(2, world.Alerts().Count);
    }

    [Fact]
    public async Task Channel_ThatStaysDown_IsGivenUpAfterItsAttempts()
    {
        await using var world = World();
        world.Webhook.Answer = _ => new ChannelAnswer(ChannelVerdict.Again, null, "ConnectionError");
        Raise(world, AlertSeverity.P2);
        world.StartNotices();
        world.Pass(TimeSpan.FromHours(3));

        Assert.Equal(AlertPauses.MostAttempts, world.Webhook.Sent.Count);
        Assert.Single(world.Alerts(), alert => alert.Code == AlertCodes.NotDelivered);
    }

    [Fact]
    public async Task Alert_ThatNobodyAcknowledges_IsToldAgainABoundedNumberOfTimes()
    {
        await using var world = World(("Alerts:EscalateTo", "email"));
        Raise(world, AlertSeverity.P0);
        world.StartNotices();
        world.Pass(TimeSpan.FromHours(2));

        Assert.Equal(["raised"], world.Webhook.Kinds);
        Assert.Equal(["raised", "escalated", "escalated", "escalated"], world.Mail.Kinds);
        Assert.Equal(4, world.Mail.Sent.Select(one => one.Notice.Id).Distinct().Count());
    }

    [Fact]
    public async Task Alert_ThatIsAcknowledged_IsNotToldAgain()
    {
        await using var world = World();
        var alert = Raise(world, AlertSeverity.P1);
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(29));
        world.Do(() => world.Get<AlertRepository>().AcknowledgeAsync(alert.Id, "mine"));
        world.Pass(TimeSpan.FromHours(2));

        Assert.Equal(["raised"], world.Webhook.Kinds);
    }

    [Fact]
    public async Task Alert_ThatIsResolved_IsToldToBeOverAfterItWasTold()
    {
        await using var world = World();
        world.Webhook.Answer = attempt => attempt < 3 ? new ChannelAnswer(ChannelVerdict.Again, null, "HTTP 503", true) : ChannelAnswer.Sent;
        var alert = Raise(world, AlertSeverity.P1);
        world.StartNotices();
        world.Pass(TimeSpan.FromSeconds(2));
        world.Do(() => world.Get<AlertRepository>().ResolveAsync(alert.Id, "mended"));
        world.StartNotices();
        world.Pass(TimeSpan.FromHours(1));

        Assert.Equal(["raised", "raised", "raised", "resolved"], world.Webhook.Kinds);
        Assert.Equal(["raised", "resolved"], world.Mail.Kinds);
    }

    [Fact]
    public async Task Alert_OverBeforeAnybodyWasTold_IsToldOnceAsOver()
    {
        await using var world = World();
        var alert = Raise(world, AlertSeverity.P1);
        world.Do(() => world.Get<AlertRepository>().ResolveAsync(alert.Id, "mended"));
        world.StartNotices();
        world.Pass(TimeSpan.FromHours(1));

        Assert.Equal(["resolved"], world.Webhook.Kinds);
    }

    [Fact]
    public async Task QuietHours_HoldBackWhatCanWaitAndTellOfItAfterwards()
    {
        await using var world = World(("Alerts:QuietHours", "00:00-07:00"));
        var urgent = Raise(world, AlertSeverity.P0, "urgent");
        var high = Raise(world, AlertSeverity.P1, "high");
        var medium = Raise(world, AlertSeverity.P2, "medium");
        world.StartNotices();
        world.Do(() => world.Get<AlertRepository>().AcknowledgeAsync(urgent.Id, "mine"));
        world.Pass(TimeSpan.FromHours(6));
        Assert.Equal([urgent.Id], world.Webhook.Sent.Select(one => one.Notice.Alerts[0].Id));
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(world.Webhook.Sent);

        world.Pass(TimeSpan.FromHours(1));
        world.StartNotices();
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(5));
        world.StartNotices();

        var digest = world.Webhook.Sent[1].Notice;
        Assert.Equal(2, world.Webhook.Sent.Count);
        Assert.Equal("digest", digest.Kind);
        Assert.Equal(new[] { high.Id, medium.Id }.Order(), digest.Alerts.Select(alert => alert.Id).Order());
        Assert.Contains("2 alerts", digest.Title, StringComparison.Ordinal);

        // What nobody took on goes on from the end of the quiet hours.
        world.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(high.Id, world.Webhook.Sent[2].Notice.Alerts[0].Id);
        Assert.Equal("escalated", world.Webhook.Sent[2].Notice.Kind);
    }

    [Fact]
    public async Task Flood_OfAlerts_IsSentNoFasterThanTheChannelTakesAndNoneIsLost()
    {
        await using var world = World(("Alerts:PerMinute", "3"), ("Alerts:Escalations", "0"));
        for (var i = 0; i < 10; i++)
            Raise(world, AlertSeverity.P2, $"thing {i}");
        for (var i = 0; i < 20; i++)
        {
            world.StartNotices();
            world.Pass(TimeSpan.FromSeconds(15));
        }

        // Which of those that come at once are told alone is the host's choice, not that each is told, and told once.
        Assert.All(world.Webhook.Kinds, kind => Assert.Contains(kind, (string[])["raised", "digest"]));
        Assert.InRange(world.Webhook.Sent.Count, 2, 9);
        var told = world.Webhook.Sent.SelectMany(one => one.Notice.Alerts).Select(alert => alert.Id).ToList();
        Assert.Equal((10, 10), (told.Count, told.Distinct().Count()));
        Assert.Contains(world.Webhook.Sent, one => one.Notice.Title.Contains(" alerts at once", StringComparison.Ordinal));
        Assert.All(world.Webhook.Sent.CountBy(one => one.At.ToUnixTimeSeconds() / 60), minute => Assert.InRange(minute.Value, 1, 3));
    }

    [Fact]
    public async Task Step_ThatDiedWhileItSent_SendsAgainUnderTheSameIdAndSaysSo()
    {
        await using var world = World();
        var alert = Raise(world, AlertSeverity.P2);
        var send = new AlertSend(alert.Id, "raised-1", "webhook");
        world.Do(() => world.Get<AlertDeliveries>().NoteAsync(send, "sending", 1, null, false, CancellationToken.None));

        var result = world.Get(() => world.Get<AlertActivities>().SendAlert(send, CancellationToken.None));
        var again = world.Get(() => world.Get<AlertActivities>().SendAlert(send, CancellationToken.None));

        Assert.Equal(("Sent", "Sent"), (result.Status, again.Status));
        var notice = Assert.Single(world.Webhook.Sent).Notice;
        Assert.True(notice.MayHaveArrived);
        Assert.Contains(notice.Lines(), line => line.Value.Contains("sent again", StringComparison.Ordinal));
    }

    static HistoryWorld World(params (string Key, string Value)[] settings) => new(settings: AlertCases.Settings.Concat(
        settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .GroupBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Last().Value));

    static AlertItem Raise(HistoryWorld world, AlertSeverity severity, string subject = "thing") => world.Get(() =>
        world.Get<AlertRepository>().RaiseAsync(new Alert("key " + subject, severity, "ORC-FUNDING-011", subject, "It happened.")));
}
