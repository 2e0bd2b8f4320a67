using Orchestrations.App.Alerts;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>What could make alerts get lost, come late, come in a flood or say what is not so; on the real engine in virtual time.</summary>
public class AlertTroubleTests
{
    static readonly TimeSpan sweep = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Storm_OfAThousandAlerts_IsAFewMessagesAndHoldsUpNothingUrgent()
    {
        await using var world = World(("Alerts:Escalations", "0"));
        var raised = Enumerable.Range(0, 1000).Select(i => Raise(world, AlertSeverity.P2, $"thing {i}").Id).ToList();
        var urgent = Enumerable.Range(0, 5).Select(i => Raise(world, AlertSeverity.P0, $"urgent {i}")).ToList();
        for (var i = 0; i < 40; i++)
        {
            world.StartNotices();
            world.Pass(sweep);
        }

        foreach (var channel in (TroubledChannel[])[world.Webhook, world.Mail])
        {
            var told = channel.Sent.SelectMany(one => one.Notice.Alerts).Select(alert => alert.Id).ToList();
            Assert.Empty(raised.Concat(urgent.Select(alert => alert.Id)).Except(told));
            Assert.Equal(told.Count, told.Distinct().Count());
            Assert.InRange(channel.Sent.Count, 6, 45);
            Assert.All(urgent, alert => Assert.Single(
                channel.Sent, one => one.Notice.Kind == "raised" && one.Notice.Alerts[0].Id == alert.Id
                    && one.At - alert.RaisedAt < TimeSpan.FromMinutes(1)));
        }
    }

    [Fact]
    public async Task Storm_OfTheMostUrgent_LosesNoneOfThem()
    {
        await using var world = World(("Alerts:Escalations", "0"), ("Alerts:PerMinute", "1"));
        var urgent = Enumerable.Range(0, 60).Select(i => Raise(world, AlertSeverity.P0, $"urgent {i}").Id).ToList();
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(urgent.Order(), world.Webhook.Sent.Select(one => one.Notice.Alerts[0].Id).Order());
        Assert.All(world.Webhook.Sent.CountBy(one => one.At.ToUnixTimeSeconds() / 60), minute => Assert.InRange(minute.Value, 1, 20));
    }

    [Fact]
    public async Task Alert_AcknowledgedWhileItsEscalationWaits_IsNotSaidToBeUnacknowledged()
    {
        await using var world = World();
        world.Webhook.Answer = attempt => attempt == 1 ? ChannelAnswer.Sent : new ChannelAnswer(ChannelVerdict.Again, null, "HTTP 503");
        var alert = Raise(world, AlertSeverity.P0);
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(2));
        Assert.Equal(["raised", "escalated"], world.Webhook.Kinds);
        world.Do(() => world.Get<AlertRepository>().AcknowledgeAsync(alert.Id, "mine"));
        world.Webhook.Answer = _ => ChannelAnswer.Sent;
        world.Pass(TimeSpan.FromHours(2));

        Assert.Equal(["raised", "escalated"], world.Webhook.Kinds);
        var deliveries = world.Get(() => world.Get<AlertDeliveries>().ListAsync(alert.Id));
        Assert.Contains(deliveries, one => one is { Channel: "webhook", Notice: "escalated-1.1", Status: "skipped" });
        Assert.DoesNotContain(world.Alerts(), one => one.Code == AlertCodes.NotDelivered);
    }

    [Fact]
    public async Task Alert_HeldBackBeforeTheQuietHoursWereTakenAway_IsTold()
    {
        await using var world = World();
        var alert = Raise(world, AlertSeverity.P1);
        world.Do(() => world.Get<AlertDeliveries>().HoldAsync(alert.Id, CancellationToken.None));
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(1));

        Assert.Contains(world.Webhook.Sent, one => one.Notice.Kind == "digest" && one.Notice.Alerts.Single().Id == alert.Id);
    }

    [Fact]
    public async Task Digest_OfMoreThanItLists_NamesTheGravestFirst()
    {
        await using var world = World(("Alerts:QuietHours", "00:00-07:00"), ("Alerts:Escalations", "0"));
        for (var i = 0; i < 30; i++)
            Raise(world, AlertSeverity.P2, $"thing {i}");
        Raise(world, AlertSeverity.P1, "the grave one");
        world.StartNotices();
        world.Pass(TimeSpan.FromHours(8));
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(1));

        var lines = Assert.Single(world.Webhook.Sent).Notice.Lines();
        Assert.Contains("the grave one", lines[0].Value, StringComparison.Ordinal);
        Assert.Contains("11 alerts", lines[^1].Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_ThatSomeReceiversDoNotGet_IsAnAlert()
    {
        await using var world = World();
        world.Mail.Answer = _ => ChannelAnswer.Sent with { Reason = "SMTP 550: 1 of 2 receivers were refused" };
        Raise(world, AlertSeverity.P2);
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(1));
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(1));

        var about = Assert.Single(world.Alerts(), alert => alert.Code == AlertCodes.NotDelivered);
        Assert.Equal(("email", 1), (about.Subject, about.Occurrences));
    }

    static HistoryWorld World(params (string Key, string Value)[] settings) => new(settings: AlertCases.Settings.Concat(
        settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .GroupBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Last().Value));

    static AlertItem Raise(HistoryWorld world, AlertSeverity severity, string subject = "thing") => world.Get(() =>
        world.Get<AlertRepository>().RaiseAsync(new Alert("key " + subject, severity, "ORC-FUNDING-011", subject, "It happened.")));
}
