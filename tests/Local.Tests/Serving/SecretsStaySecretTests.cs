using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orchestrations.Local.Serving;
using Orchestrations.Local.Tests.Alerts;
using Orchestrations.Local.Tests.CommandLine;
using Orchestrations.Local.Tests.Crash;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>
/// A host with a secret in every secret setting, and secrets in what receivers and the exchange answer, runs DCA, alerts and failures
/// at the most talkative log level: none of the secrets is anywhere in what it says or keeps.
/// </summary>
public sealed class SecretsStaySecretTests : IDisposable
{
    // Each would be found wherever it went: in plain, in Base64, and escaped in an address.
    static readonly string[] planted =
    [
        "4711:planted-bot-token", "planted-discord-token", "planted-hook-path", "planted-mail-password", "planted-api-key",
        "planted-api-secret", "planted-in-an-answer", ReceivedWebhooks.Secret, ReceivedWebhooks.Secret["whsec_".Length..],
    ];

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-secrets-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("json", false)]
    [InlineData("text", false)]
    [InlineData("text", true)]
    public async Task Secrets_OfAFullRunAtTraceLevel_AreNowhere(string format, bool hasExchange)
    {
        await using var receiver = await HttpStandIn.StartAsync(async (context, number) =>
        {
            // Refusals and errors that send back what they were sent, and more.
            context.Response.StatusCode = number % 3 == 0 ? 200 : number % 3 == 1 ? 500 : 400;
            context.Response.Headers["x-echo"] = "planted-in-an-answer";
            await context.Response.WriteAsync("""{"description":"planted-in-an-answer","path":""" + $"\"{context.Request.Path}\"}}");
        });
        await using var exchange = await PlantedAnswers.StartAsync(tellsTime: hasExchange, planted);
        await using var mail = SmtpStandIn.Start((command, heard) =>
            command == "AUTH" && heard == 1 ? "454 planted-in-an-answer" : command == "MAIL" && heard == 1 ? "550 planted-in-an-answer" : null);
        string[] settings =
        [
            "Host:Log=" + format, "Logging:LogLevel:Default=Trace", "Logging:LogLevel:Microsoft.AspNetCore=Trace",
            "Logging:LogLevel:DurableTask.Core=Trace",
            "Alerts:Schedule=*/1 * * * * *", "Health:Schedule=*/2 * * * * *", "Alerts:Timeout=00:00:02",
            "MarketData:BybitUrl=" + exchange.Address, "MarketData:FearGreedUrl=" + exchange.Address,
            "Trading:ApiKey=planted-api-key", "Trading:ApiSecret=planted-api-secret",
            "Alerts:Telegram:BotToken=4711:planted-bot-token", "Alerts:Telegram:ChatId=42", "Alerts:Telegram:Url=" + receiver.Address,
            $"Alerts:Discord:Url={receiver.Address}api/webhooks/1/planted-discord-token",
            $"Alerts:Webhook:Url={receiver.Address}planted-hook-path", "Alerts:Webhook:Secret=" + ReceivedWebhooks.Secret,
            .. AlertsOverHttpTests.MailSettings(mail.Port), "Alerts:Email:User=bob", "Alerts:Email:Password=planted-mail-password",
        ];
        var said = new StringBuilder();
        using (var host = ServeProcess.Start(folder, settings))
        {
            await host.ReadyAsync();
            foreach (var severity in (string[])["P0", "P1", "P2"])
                said.AppendLine(await PostAsync(host, "api/alerts/test", new { severity }));
            said.AppendLine(await PostAsync(host, "admin/functions/DcaTimer", new { }));
            said.AppendLine(await PostAsync(host, "api/alerts/test", new { severity = "P7" }));
            said.AppendLine(await PostAsync(host, "api/alerts/test", new { channel = "planted" }));
            said.AppendLine(await PostAsync(host, "api/kill-switch", new { reason = "a test" }));
            await UntilSentAsync(host, receiver, mail);
            string[] paths =
                ["api/alerts", "api/audit", "metrics", "ready", "api/orchestrations", "api/portfolio", "health", "api/settings"];
            foreach (var path in paths)
            {
                using var answer = await host.Http.GetAsync(new Uri(path, UriKind.Relative));
                said.AppendLine(await answer.Content.ReadAsStringAsync());
            }
            Assert.NotEmpty(exchange.Requests);
            Assert.Equal(0, await host.TerminateAsync());
            said.AppendLine(host.Output);
            Assert.Contains(format == "json" ? "\"level\":\"debug\"" : "dbug: ", host.Output, StringComparison.Ordinal);
        }

        var text = said.ToString();
        Assert.All(planted, secret => Assert.False(Holds(text, secret), $"'{secret}' was said:\n{Around(text, secret)}"));
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var kept = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(planted, secret => Assert.False(Holds(kept, secret), $"'{secret}' is in {file}:\n{Around(kept, secret)}"));
        }
    }

    [Fact]
    public async Task Secrets_InWhatDoctorAndTheDryRunPrint_AreNowhere()
    {
        await using var exchange = await PlantedAnswers.StartAsync(tellsTime: false, planted);
        await using var receiver = await PlantedAnswers.StartAsync(tellsTime: false, planted);
        await using var mail = SmtpStandIn.Start((command, _) => command == "AUTH" ? "535 planted-in-an-answer" : null);
        string[] settings =
        [
            "MarketData:BybitUrl=" + exchange.Address, "MarketData:FearGreedUrl=" + exchange.Address,
            "Trading:ApiKey=planted-api-key", "Trading:ApiSecret=planted-api-secret", "Alerts:Timeout=00:00:02",
            "Alerts:Telegram:BotToken=4711:planted-bot-token", "Alerts:Telegram:ChatId=42", "Alerts:Telegram:Url=" + receiver.Address,
            $"Alerts:Discord:Url={receiver.Address}api/webhooks/1/planted-discord-token",
            $"Alerts:Webhook:Url={receiver.Address}planted-hook-path", "Alerts:Webhook:Secret=" + ReceivedWebhooks.Secret,
            .. AlertsOverHttpTests.MailSettings(mail.Port), "Alerts:Email:User=bob", "Alerts:Email:Password=planted-mail-password",
        ];
        string[] given = [.. settings.SelectMany(setting => new[] { "--set", setting })];
        string[][] commands =
        [
            ["doctor", "--data-dir", folder, "--urls", $"http://127.0.0.1:{LoopbackPort.Free()}", .. given], ["alerts", "test", .. given],
            ["alerts", "test", "--send", .. given],
        ];
        // As often as there are answers of a kind.
        foreach (var command in Enumerable.Repeat(commands, 7).SelectMany(all => all))
        {
            var run = (await CommandRun.OfAsync(command)).ToString();
            Assert.All(planted, secret => Assert.False(Holds(run, secret), $"'{secret}' was said by {command[0]}:\n{Around(run, secret)}"));
        }
        Assert.NotEmpty(exchange.Requests);
        Assert.NotEmpty(receiver.Requests);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var kept = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(planted, secret => Assert.False(Holds(kept, secret), $"'{secret}' is in {file}"));
        }
    }

    [Fact]
    public async Task Lines_OfAnOrchestration_CarryItsIdAsCorrelation()
    {
        string[] settings = ["Host:Log=json", "Logging:LogLevel:Orchestrations=Debug", "Health:Schedule=0 0 0 1 1 *"];
        using var host = ServeProcess.Start(folder, settings);
        await host.ReadyAsync();
        await PostAsync(host, "admin/functions/DcaTimer", new { });
        for (var tries = 0; !host.Output.Contains("\"correlationId\":\"dca-core-", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 300, host.Output);
            await WallClock.PauseAsync(50);
        }

        var lines = host.Output.Split('\n').Where(line => line.StartsWith('{')).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(JsonDocument.Parse(line).RootElement.TryGetProperty("message", out _), line));
    }

    [Fact]
    public void SettingsPage_EverySecretOfIt_IsTakenOutOfLogs()
    {
        var secrets = File.ReadLines(Path.Combine(Repository.Root, "docs", "reference", "settings.md"))
            .Select(line => line.Split('|')).Where(cells => cells.Length > 3 && cells[2].Trim().EndsWith("secret", StringComparison.Ordinal))
            .SelectMany(cells => cells[1].Split(',')).Select(key => key.Trim().Trim('`')).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(secrets, SecretSettings.Keys.Order(StringComparer.Ordinal));
    }

    static async Task UntilSentAsync(ServeProcess host, HttpStandIn receiver, SmtpStandIn mail)
    {
        for (var tries = 0; mail.Mails.Count == 0 || receiver.Requests.Count < 8; tries++)
        {
            Assert.True(tries < 400, $"{mail.Mails.Count} mails, {receiver.Requests.Count} requests:\n{host.Output}");
            await WallClock.PauseAsync(50);
        }
    }

    static bool Holds(string text, string secret) =>
        text.Contains(secret, StringComparison.Ordinal)
        || text.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal)
        || text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal);

    static string Around(string text, string secret)
    {
        var at = Math.Max(0, text.IndexOf(secret, StringComparison.Ordinal));
        return text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 200)];
    }

    static async Task<string> PostAsync(ServeProcess host, string path, object body)
    {
        using var answer = await host.Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        return await answer.Content.ReadAsStringAsync();
    }
}
