using Microsoft.Extensions.Configuration;
using Orchestrations.App.Alerts;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Tests.Alerts;

public class AlertsSettingsTests
{
    [Fact]
    public void Settings_WithoutAny_TellNobody()
    {
        var settings = Read();

        Assert.Empty(settings.Configured);
        Assert.All(Enum.GetValues<AlertSeverity>(), severity => Assert.Empty(settings.Channels(severity, null)));
    }

    [Fact]
    public void Routes_LeftOut_TellEverybodyOfWhatIsUrgentAndTheQuietOnesOfTheRest()
    {
        var settings = Read([.. ChannelsUnderTest.Telegram(new Uri("https://api.telegram.org/")), .. ChannelsUnderTest.Mail(587)]);

        Assert.Equal(["telegram", "email"], settings.Channels(AlertSeverity.P0, null));
        Assert.Equal(["telegram", "email"], settings.Channels(AlertSeverity.P1, null));
        Assert.Equal(["email"], settings.Channels(AlertSeverity.P2, null));
        Assert.Empty(settings.Channels(AlertSeverity.P3, null));
        Assert.Equal(["telegram"], settings.Channels(AlertSeverity.P3, "telegram"));
        Assert.Empty(settings.Channels(AlertSeverity.P0, "discord"));
    }

    [Theory]
    [InlineData("Alerts:Routes:Highest", "telegram")]
    [InlineData("Alerts:QuietHours", "22:00")]
    [InlineData("Alerts:QuietHours", "22:00-22:00")]
    [InlineData("Alerts:QuietHours", "25:00-07:00")]
    [InlineData("Alerts:TimeZone", "Europe/Nowhere")]
    [InlineData("Alerts:Discord:Url", "http://discord.example/api/webhooks/1/planted")]
    [InlineData("Alerts:Discord:Url", "file:///etc/planted")]
    [InlineData("Alerts:Discord:Url", "https://planted@discord.example/")]
    [InlineData("Alerts:Webhook:Url", "https://example.org/planted")]
    [InlineData("Alerts:Webhook:Secret", "whsec_planted!")]
    [InlineData("Alerts:Telegram:BotToken", "1:planted/../x")]
    [InlineData("Alerts:Telegram:BotToken", "1:planted")]
    [InlineData("Alerts:Telegram:ChatId", "42")]
    [InlineData("Alerts:Email:Host", "mail.example.org")]
    [InlineData("Alerts:PerMinute", "0")]
    public void Setting_ThatIsWrongOrHalf_RefusesTheStartWithoutTellingSecrets(string key, string value)
    {
        var refused = Assert.Throws<SettingsException>(() => Read((key, value)));

        Assert.All(refused.Problems, problem => Assert.StartsWith("Alerts:", problem.Key, StringComparison.Ordinal));
        Assert.DoesNotContain("planted", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mail_ToAnotherMachine_NeedsStartTls()
    {
        var refused = Assert.Throws<SettingsException>(() => Read(
            ("Alerts:Email:Host", "mail.example.org"), ("Alerts:Email:From", "a@example.org"), ("Alerts:Email:To", "b@example.org"),
            ("Alerts:Email:StartTls", "false")));

        Assert.Equal("Alerts:Email:StartTls", Assert.Single(refused.Problems).Key);
    }

    [Fact]
    public void Secret_ShownInAnyWay_IsStars()
    {
        var settings = Read([.. ChannelsUnderTest.Telegram(new Uri("https://api.telegram.org/"))]);

        Assert.DoesNotContain("planted", settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("planted", StoreJson.Write(settings.Telegram), StringComparison.Ordinal);
        Assert.Contains("planted", settings.Telegram!.BotToken.Reveal(), StringComparison.Ordinal);
    }

    static AlertsSettings Read(params (string Key, string Value)[] settings)
    {
        var reader = new SettingsReader(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        var read = AlertsSettings.Read(reader);
        reader.ThrowIfRefused();
        return read;
    }
}
