using Orchestrations.App.Alerts.Channels;
using Orchestrations.TestKit;
using static Orchestrations.App.Tests.Alerts.ChannelsUnderTest;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>What the mail channel sends, and what it makes of a mail server's answers; on loopback.</summary>
public class MailChannelTests
{
    [Fact]
    public async Task Mail_OfAnAlert_ArrivesAsPlainTextUnderAnIdOfItsOwn()
    {
        await using var server = SmtpStandIn.Start();
        using var services = Services([.. Mail(server.Port), ("Alerts:Email:User", "bob"), ("Alerts:Email:Password", "planted")]);

        Assert.Equal(ChannelVerdict.Sent, (await SendAsync(services, Notice(message: "Bcc: evil@example.org\r\nSubject: forged"))).Verdict);

        var mail = Assert.Single(server.Mails);
        var head = mail.Split("\n\n")[0].Split("\r\n\r\n")[0];
        Assert.Contains("Message-ID: <20240115000500000-0a1b2c3d-raised-1@example.org>", head, StringComparison.Ordinal);
        Assert.Contains("Subject: P0 alert: ORC-FUNDING-011 (paper)", head, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", head, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", head, StringComparison.Ordinal);
        Assert.Contains(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MAIL", "451 try later", "Again", false)]
    [InlineData("MAIL", "550 never", "Refused", false)]
    [InlineData("RCPT", "550 nobody here", "Refused", false)]
    [InlineData("DATA-END", "452 full", "Again", false)]
    [InlineData("DATA-END", "stall", "Again", true)]
    [InlineData("DATA-END", "reset", "Again", true)]
    [InlineData("EHLO", "reset", "Again", true)]
    public async Task Answer_OfAMailServer_IsUnderstood(string command, string said, string verdict, bool mayHaveArrived)
    {
        await using var server = SmtpStandIn.Start((heard, _) => heard == command ? said : null);
        using var services = Services([.. Mail(server.Port), ("Alerts:Timeout", said == "stall" ? "00:00:03" : "00:00:30")]);

        var answer = await SendAsync(services);

        Assert.Equal((verdict, mayHaveArrived), (answer.Verdict.ToString(), answer.MayHaveArrived));
    }

    [Theory]
    [InlineData("550 nobody here")]
    [InlineData("450 busy")]
    public async Task Mail_ThatOneOfTwoReceiversCannotGet_IsSentOnceAndSaysSo(string said)
    {
        await using var server = SmtpStandIn.Start((heard, times) => heard == "RCPT" && times == 2 ? said : null);
        using var services = Services([.. Mail(server.Port), ("Alerts:Email:To", "to@example.org, too@example.org")]);

        var answer = await SendAsync(services);

        Assert.Equal(ChannelVerdict.Sent, answer.Verdict);
        Assert.Contains("1 of 2", answer.Reason, StringComparison.Ordinal);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task MailServer_ThatIsNotThere_IsTriedAgain()
    {
        using var services = Services(Mail(1));

        Assert.Equal(ChannelVerdict.Again, (await SendAsync(services)).Verdict);
    }
}
