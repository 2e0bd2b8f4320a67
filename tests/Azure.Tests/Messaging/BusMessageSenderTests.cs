using Orchestrations.App.Messaging;
using Orchestrations.OnAzure.Messaging;

namespace Orchestrations.Azure.Tests.Messaging;

public sealed class BusMessageSenderTests
{
    [Fact]
    public void Message_WithEverything_CarriesItAsTheServiceNamesIt()
    {
        var due = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var message = BusMessageSender.MessageOf(new OutgoingMessage("dca-core-20260102-report", """{"a":1}""", "core", due));
        Assert.Equal(
            ("dca-core-20260102-report", """{"a":1}""", "core", due, "application/json"),
            (message.MessageId, message.Body.ToString(), message.SessionId, message.ScheduledEnqueueTime, message.ContentType));
    }

    // A session id or a time that nobody gave would send the message elsewhere, or later.
    [Fact]
    public void Message_WithoutSessionAndTime_HasNone()
    {
        var message = BusMessageSender.MessageOf(new OutgoingMessage("id", "{}"));
        Assert.Equal((null, default(DateTimeOffset)), (message.SessionId, message.ScheduledEnqueueTime));
    }
}
