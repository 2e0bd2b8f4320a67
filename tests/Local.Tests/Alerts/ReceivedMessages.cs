using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Alerts;

/// <summary>
/// A bot's chat, a Discord channel, a webhook's receiver and a mailbox that outlive the hosts which send to them. Each answers after
/// a moment, so that a host that is killed dies in the middle of sending.
/// </summary>
sealed partial class ReceivedMessages : IAsyncDisposable
{
    readonly ConcurrentQueue<ReceivedMessage> received = new();
    readonly SmtpStandIn mail = SmtpStandIn.Start((command, _) => command == "DATA-END" ? "slow" : null);
    ReceivedWebhooks? webhook;
    HttpStandIn? server;

    public static string[] Channels { get; } = ["telegram", "discord", "webhook", "email"];

    public string[] Settings =>
    [
        .. webhook!.Settings, .. AlertsOverHttpTests.MailSettings(mail.Port),
        "Alerts:Telegram:BotToken=4711:a-bot-token", "Alerts:Telegram:ChatId=42", "Alerts:Telegram:Url=" + server!.Address,
        $"Alerts:Discord:Url={server.Address}api/webhooks/1/a-discord-token",
    ];

    /// <summary>What came by a channel, in the order it came.</summary>
    public IReadOnlyList<ReceivedMessage> By(string channel) =>
    [
        .. channel switch
        {
            "webhook" => webhook!.All.Select(one => Of("webhook", one.Id, one.Body)),
            "email" => mail.Mails.Select(one => Of("email", MessageId().Match(one).Groups[1].Value, Decoded(one))),
            _ => received.Where(one => one.Channel == channel),
        },
    ];

    public static async Task<ReceivedMessages> StartAsync()
    {
        var messages = new ReceivedMessages { webhook = await ReceivedWebhooks.StartAsync() };
        messages.webhook.Answer = async (_, _) => await WallClock.PauseAsync(60);
        messages.server = await HttpStandIn.StartAsync(messages.TakeAsync);
        return messages;
    }

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        await webhook!.DisposeAsync();
        await mail.DisposeAsync();
    }

    async Task TakeAsync(HttpContext context, int number)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        received.Enqueue(Of(context.Request.Path.Value!.StartsWith("/bot", StringComparison.Ordinal) ? "telegram" : "discord", null, body));
        await WallClock.PauseAsync(60);
    }

    // What is set apart, escaped or encoded for a channel is read as people see it.
    static ReceivedMessage Of(string channel, string? id, string text)
    {
        var shown = text.Replace("\\u200B", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);
        return new ReceivedMessage(
            channel, id, Alert().Match(shown).Value, Code().Match(shown).Value,
            shown.Contains("sent again", StringComparison.Ordinal) || shown.Contains("\"mayHaveArrived\":true", StringComparison.Ordinal));
    }

    static string Decoded(string text)
    {
        var parts = text.ReplaceLineEndings("\n").Split("\n\n", 2);
        Assert.Contains("base64", parts[0], StringComparison.OrdinalIgnoreCase);
        return parts[0] + Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Trim()));
    }

    [GeneratedRegex("[0-9]{17}-[0-9a-f]{8}")]
    private static partial Regex Alert();

    [GeneratedRegex("ORC-[A-Z]+-[0-9]{3}")]
    private static partial Regex Code();

    [GeneratedRegex("^Message-ID: <(.*)@", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();
}

/// <summary>One message.</summary>
/// <param name="Channel">How it came.</param>
/// <param name="Id">Its own id, where the channel carries one.</param>
/// <param name="Alert">The alert that it names.</param>
/// <param name="Code">The alert's code.</param>
/// <param name="SaysAgain">Whether it says that it may be a repetition.</param>
sealed record ReceivedMessage(string Channel, string? Id, string Alert, string Code, bool SaysAgain);
