using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Alerts;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Settings;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>Channels as settings make them, and an alert to send by them.</summary>
static class ChannelsUnderTest
{
    public const string Token = "123456:planted-bot-token";
    public const string Secret = "whsec_cGxhbnRlZCB3ZWJob29rIHNlY3JldCAxMjM0NTY3ODkw";

    public static (string, string)[] Telegram(Uri address) =>
        [("Alerts:Telegram:BotToken", Token), ("Alerts:Telegram:ChatId", "42"), ("Alerts:Telegram:Url", address.AbsoluteUri)];

    public static (string, string)[] Mail(int port) =>
    [
        ("Alerts:Email:Host", "127.0.0.1"), ("Alerts:Email:Port", FormattableString.Invariant($"{port}")),
        ("Alerts:Email:From", "from@example.org"), ("Alerts:Email:To", "to@example.org"), ("Alerts:Email:StartTls", "false"),
    ];

    public static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var reader = new SettingsReader(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(setting => setting.Key).Select(all => KeyValuePair.Create(all.Key, (string?)all.Last().Value)))
            .Build());
        var alerts = AlertsSettings.Read(reader);
        reader.ThrowIfRefused();
        return new ServiceCollection().AddSingleton<TimeProvider>(WallClock.Instance).AddAlertChannels(alerts).BuildServiceProvider();
    }

    public static Task<ChannelAnswer> SendAsync(ServiceProvider services, AlertNotice? notice = null) =>
        services.GetServices<IAlertChannel>().Single().SendAsync(notice ?? Notice(), CancellationToken.None);

    public static AlertNotice Notice(string message = "A leg of the hedge stands alone.")
    {
        var alert = new AlertItem(
            "20240115000500000-0a1b2c3d", "thing", "P0", "ORC-FUNDING-011", "BTCUSDT", message, "equal legs", "spot 1, short 0",
            Bench.Start, "open");
        return new AlertNotice(alert.Id + "-raised-1", "raised", "paper", Bench.Start, [alert], false);
    }
}
