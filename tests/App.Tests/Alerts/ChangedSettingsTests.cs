using Orchestrations.App.Alerts;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>Alerts under way when quiet hours begin, when a channel is taken away, and with routes that tell nobody at first.</summary>
public class ChangedSettingsTests
{
    [Fact]
    public async Task Escalation_ThatFallsIntoQuietHours_WaitsForTheirEnd()
    {
        // Raised at 00:05, told again at 00:35.
        await using var world = AlertWorld.Of(("Alerts:QuietHours", "00:30-07:00"), ("Alerts:Escalations", "1"));
        var alert = world.Raise(AlertSeverity.P1);
        world.Sweep(TimeSpan.FromMinutes(1));
        Assert.Equal(["raised"], world.Webhook.Kinds);
        world.Pass(TimeSpan.FromHours(6));
        Assert.Equal(["raised"], world.Webhook.Kinds);

        world.Pass(TimeSpan.FromHours(1));

        Assert.Equal(["raised", "escalated"], world.Webhook.Kinds);
        Assert.InRange(world.Webhook.Sent[1].At - alert.RaisedAt.Date.AddHours(7), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Attempt_RepeatedInQuietHours_WaitsForTheirEndAndWhatIsUrgentDoesNot()
    {
        await using var world = AlertWorld.Of(("Alerts:QuietHours", "00:06-07:00"), ("Alerts:Escalations", "0"));
        world.Webhook.Answer = _ => world.Now.TimeOfDay < new TimeSpan(0, 12, 0)
            ? new ChannelAnswer(ChannelVerdict.Again, null, "HTTP 503")
            : ChannelAnswer.Sent;
        var milder = world.Raise(AlertSeverity.P2, "milder");
        var urgent = world.Raise(AlertSeverity.P0, "urgent");
        world.Sweep(TimeSpan.FromMinutes(10));
        world.Pass(TimeSpan.FromHours(7));

        var night = world.Webhook.Sent.Where(one => one.At.TimeOfDay > new TimeSpan(0, 6, 0) && one.At.Hour < 7).ToList();
        Assert.NotEmpty(night);
        Assert.All(night, one => Assert.Equal(urgent.Id, one.Notice.Alerts[0].Id));
        var last = world.Webhook.Sent[^1];
        Assert.Equal((milder.Id, 7), (last.Notice.Alerts[0].Id, last.At.Hour));
    }

    [Fact]
    public async Task Overflow_OfAChannelThatWasTakenAway_IsToldToTheOthers()
    {
        await using var world = AlertWorld.Of(("Alerts:Escalations", "0"));
        world.Spoil("alert-deliveries", "over-discord-" + world.Raise(AlertSeverity.P2).Id, """{"alert":"x"}""");
        world.Sweep(TimeSpan.FromMinutes(1));

        var about = Assert.Single(world.Alerts(), alert => alert.Code == AlertCodes.NotDelivered);
        Assert.Equal(("discord", "the channel is not set up any more"), (about.Subject, about.Actual));
        Assert.Contains(world.Mail.Sent, one => one.Notice.Alerts[0].Id == about.Id);
        Assert.Empty(world.Ids("alert-deliveries", "over-"));
    }

    [Fact]
    public async Task Resolved_WhatOnlyAnEscalationToldOf_IsToldThereToo()
    {
        await using var world = AlertWorld.Of(("Alerts:Routes:Highest", "webhook"), ("Alerts:EscalateTo", "email"), ("Alerts:Escalations", "1"));
        var alert = world.Raise(AlertSeverity.P0);
        world.Sweep(TimeSpan.FromMinutes(6));
        Assert.Equal(["raised"], world.Webhook.Kinds);
        Assert.Equal(["escalated"], world.Mail.Kinds);

        world.Do(() => world.Get<AlertRepository>().ResolveAsync(alert.Id, "mended"));
        world.Sweep(TimeSpan.FromMinutes(1));

        Assert.Equal(["raised", "resolved"], world.Webhook.Kinds);
        Assert.Equal(["escalated", "resolved"], world.Mail.Kinds);
    }

    [Fact]
    public async Task Alert_RoutedToNobody_IsToldWhenNobodyAcknowledgesIt()
    {
        await using var world = AlertWorld.Of(("Alerts:Routes:High", "none"), ("Alerts:EscalateTo", "email"), ("Alerts:Escalations", "1"));
        world.Raise(AlertSeverity.P1);
        world.Sweep(TimeSpan.FromMinutes(1));
        Assert.Empty(world.Mail.Sent);
        world.Pass(TimeSpan.FromMinutes(30));

        Assert.Equal(["escalated"], world.Mail.Kinds);
        Assert.Empty(world.Webhook.Sent);
    }

    [Fact]
    public async Task Escalation_WithoutAnyChannel_KeepsTheAlertAndTellsNobody()
    {
        await using var world = AlertWorld.Of(("Alerts:Routes:Highest", "none"), ("Alerts:EscalateTo", "none"));
        var alert = world.Raise(AlertSeverity.P0);
        world.Sweep(TimeSpan.FromMinutes(20));

        Assert.Equal(("open", 0), (Assert.Single(world.Alerts()).State, alert.Told));
        Assert.Empty(world.Webhook.Sent.Concat(world.Mail.Sent));
    }

    [Fact]
    public async Task End_OfAnAlertWhoseReceiverAsksForHours_WaitsThatLongAndIsNoTrouble()
    {
        await using var world = AlertWorld.Of(("Alerts:Escalations", "0"));
        world.Webhook.Answer = attempt => attempt <= 2
            ? new ChannelAnswer(ChannelVerdict.Again, TimeSpan.FromDays(30), "HTTP 429", MayHaveArrived: true)
            : ChannelAnswer.Sent;
        var alert = world.Raise(AlertSeverity.P1);
        world.Sweep(TimeSpan.FromMinutes(1));
        world.Do(() => world.Get<AlertRepository>().ResolveAsync(alert.Id, "mended"));
        world.Sweep(TimeSpan.FromMinutes(1));
        world.Pass(TimeSpan.FromHours(4));

        Assert.Equal(["raised", "raised", "raised", "resolved"], world.Webhook.Kinds);
        Assert.DoesNotContain(world.Notes(), one => one.Code == AlertCodes.NotDelivered);
    }
}
