using System.CommandLine;
using Orchestrations.App.Alerts;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Alerts;
using Orchestrations.Local.Serving;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>alerts test</c>: prints what each channel would be sent, and sends it only when told to.</summary>
static class AlertsCommand
{
    static readonly Option<string?> channel = new("--channel") { Description = "Only this channel: telegram, discord, webhook or email." };

    static readonly Option<string> severity = new("--severity")
    {
        Description = "P0, P1, P2 or P3: whose channels are tested.",
        DefaultValueFactory = _ => nameof(AlertSeverity.P0),
    };

    static readonly Option<bool> isSent = new("--send") { Description = "Send it. Without this, nothing leaves this machine." };

    public static Command Create(TextWriter output, TextWriter errors)
    {
        var test = new Command("test", "Show what a test alert would look like in each channel, or send it.")
        {
            channel, severity, isSent, CommonOptions.Set,
        };
        test.SetAction((parsed, cancellation) => CodedError.GuardAsync(errors, () => TestAsync(parsed, output, cancellation)));
        return new Command("alerts", "Try the channels that alerts are sent to.") { test };
    }

    static async Task<int> TestAsync(ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
#pragma warning disable RS0030 // The entry point is one of the few places that name the system's clock.
        var time = TimeProvider.System;
#pragma warning restore RS0030
        var configuration = new ConfigurationBuilder();
        LocalSettings.AddTo(configuration, new ServeOptions(CommonOptions.DefaultUrl, ".", CommonOptions.Settings(parsed)));
        var reader = new SettingsReader(configuration.Build());
        var settings = AlertsSettings.Read(reader);
        var mode = TradingSettings.Name(TradingSettings.Read(reader).Mode);
        reader.ThrowIfRefused();
        var chosen = Chosen(settings, parsed.GetValue(channel), parsed.GetValue(severity)!);
        if (chosen.Count == 0)
        {
            await output.WriteLineAsync("No channel takes alerts of this severity; they are shown in the portal only. See docs/operating/alerts.md.");
            return 0;
        }

        await using var services = new ServiceCollection().AddSingleton(time).AddAlertChannels(settings).BuildServiceProvider();
        var notice = NoticeOf(parsed.GetValue(severity)!, mode, time.GetUtcNow());
        var failed = 0;
        foreach (var one in services.GetServices<IAlertChannel>().Where(one => chosen.Contains(one.Name)))
        {
            await output.WriteLineAsync($"{one.Name}:");
            foreach (var line in one.Preview(notice))
                await output.WriteLineAsync("  " + line);
            failed += await SendAsync(one, notice, parsed.GetValue(isSent), output, cancellation) ? 0 : 1;
        }
        return failed == 0 ? 0 : 1;
    }

    static async Task<bool> SendAsync(
        IAlertChannel one, AlertNotice notice, bool send, TextWriter output, CancellationToken cancellation)
    {
        if (!send)
        {
            await output.WriteLineAsync("  (not sent; --send sends it)");
            return true;
        }

        var answer = await one.SendAsync(notice, cancellation);
        await output.WriteLineAsync(answer.Verdict == ChannelVerdict.Sent ? "  sent" : $"  NOT SENT: {answer.Reason}");
        return answer.Verdict == ChannelVerdict.Sent;
    }

    static IReadOnlyList<string> Chosen(AlertsSettings settings, string? only, string wanted)
    {
        if (!Enum.GetNames<AlertSeverity>().Contains(wanted))
            throw new CodedError(CodedError.BadArgument, $"--severity {wanted} is none; use P0, P1, P2 or P3.");
        if (only is not null && !settings.Configured.Contains(only))
            throw new CodedError(
                CodedError.BadArgument,
                $"--channel {only} is not set up; there is: {(settings.Configured.Count == 0 ? "none" : string.Join(", ", settings.Configured))}.");
        return settings.Channels(Enum.Parse<AlertSeverity>(wanted), only);
    }

    static AlertNotice NoticeOf(string wanted, string mode, DateTimeOffset now)
    {
        var test = AlertTests.Of("test", Enum.Parse<AlertSeverity>(wanted));
        var id = now.UtcDateTime.ToString("yyyyMMddHHmmssfff", System.Globalization.CultureInfo.InvariantCulture) + "-00000000";
        var item = new AlertItem(id, "test", wanted, test.Code, test.Subject, test.Message, null, null, now, AlertStates.Open);
        return new AlertNotice(id + "-raised-1", "raised", mode, now, [item], false);
    }
}
