using Orchestrations.App.Alerts;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Health;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The cases of alerts: told and escalated, given up, held back and gathered.</summary>
static class AlertCases
{
    /// <summary>Two channels, which the world stands in for.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Alerts:Webhook:Url"] = "http://127.0.0.1:1/",
        ["Alerts:Webhook:Secret"] = "whsec_" + Convert.ToBase64String(new byte[32]),
        ["Alerts:Email:Host"] = "127.0.0.1",
        ["Alerts:Email:From"] = "from@example.org",
        ["Alerts:Email:To"] = "to@example.org",
    };

    /// <summary>The settings of quiet hours that the bench's time lies in.</summary>
    public static IReadOnlyDictionary<string, string?> Quiet { get; } =
        new Dictionary<string, string?>(Settings) { ["Alerts:QuietHours"] = "00:00-07:00" };

    /// <summary>Told, told again because nobody acknowledged it, then acknowledged.</summary>
    public static string Escalated(HistoryWorld world)
    {
        var alert = Raise(world, AlertSeverity.P0);
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(7));
        world.Do(() => world.Get<AlertRepository>().AcknowledgeAsync(alert.Id, "a test"));
        world.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(["raised", "escalated"], world.Webhook.Kinds);
        return $"alert-{alert.Id}-raised-1";
    }

    /// <summary>Told again by mail while the webhook takes nothing, then acknowledged.</summary>
    public static string EscalatedBeside(HistoryWorld world)
    {
        world.Webhook.Answer = _ => new ChannelAnswer(ChannelVerdict.Again, TimeSpan.FromHours(1), "HTTP 429");
        var alert = Raise(world, AlertSeverity.P0);
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(7));
        Assert.Equal(["raised", "escalated"], world.Mail.Kinds);
        world.Do(() => world.Get<AlertRepository>().AcknowledgeAsync(alert.Id, "a test"));
        world.Webhook.Answer = _ => ChannelAnswer.Sent;
        world.Pass(TimeSpan.FromHours(2));
        Assert.Equal(["raised", "raised"], world.Webhook.Kinds);
        Assert.Equal(["raised", "escalated"], world.Mail.Kinds);
        return $"alert-{alert.Id}-raised-1";
    }

    /// <summary>Sent at the third attempt.</summary>
    public static string SentInTheEnd(HistoryWorld world)
    {
        world.Webhook.Answer = attempt => attempt < 3 ? new ChannelAnswer(ChannelVerdict.Again, null, "HTTP 500", true) : ChannelAnswer.Sent;
        var alert = Raise(world, AlertSeverity.P2);
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(3, world.Webhook.Sent.Count);
        return $"alert-{alert.Id}-raised-1-raised-1-webhook";
    }

    /// <summary>Refused, and given up.</summary>
    public static string GivenUp(HistoryWorld world)
    {
        world.Webhook.Answer = _ => new ChannelAnswer(ChannelVerdict.Refused, null, "HTTP 404");
        var alert = Raise(world, AlertSeverity.P2);
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(5));
        Assert.Single(world.Alerts(), one => one.Code == AlertCodes.NotDelivered);
        return $"alert-{alert.Id}-raised-1-raised-1-webhook";
    }

    /// <summary>Held back in quiet hours, and told in the digest.</summary>
    public static string Gathered(HistoryWorld world)
    {
        Raise(world, AlertSeverity.P2);
        world.StartNotices();
        world.Pass(TimeSpan.FromHours(8));
        world.StartNotices();
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["digest"], world.Webhook.Kinds);
        return "alert-digest";
    }

    /// <summary>The one that was held back.</summary>
    public static string Held(HistoryWorld world)
    {
        var alert = Raise(world, AlertSeverity.P1);
        world.StartNotices();
        world.Do(() => world.Get<AlertRepository>().AcknowledgeAsync(alert.Id, "a test"));
        world.Pass(TimeSpan.FromHours(8));
        Assert.Empty(world.Webhook.Sent);
        return $"alert-{alert.Id}-raised-1";
    }

    /// <summary>A look at a system without prices.</summary>
    public static string Looked(HistoryWorld world)
    {
        world.Market.HasPrices = false;
        var failed = new FailedInstance("dca-core-20240114", "DcaOrchestrator", Bench.Start);
        var result = world.Run<HealthResult>(nameof(HealthOrchestrator), "healthwatch", new HealthInput("healthwatch-1", [failed]));
        Assert.Equal(["health-prices-BTCUSDT", "health-prices-ETHUSDT"], result.Bad);
        Assert.Equal(
            ["ORC-HEALTH-003", "ORC-HEALTH-003", "ORC-HEALTH-014"], world.Alerts().Select(alert => alert.Code).Order());
        return "healthwatch";
    }

    static AlertItem Raise(HistoryWorld world, AlertSeverity severity) => world.Get(() =>
        world.Get<AlertRepository>().RaiseAsync(new Alert("a test", severity, "ORC-FUNDING-011", "BTCUSDT", "It happened.")));
}
