using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>queue list|send|peek|resubmit</c>: the Service Bus of a running host.</summary>
static class QueueCommand
{
    static readonly Option<string> Url = new("--url")
    {
        Description = "Where the host listens.",
        DefaultValueFactory = _ => CommonOptions.DefaultUrl,
    };

    static readonly Option<string?> Key = new("--key") { Description = "The host's key; needed when it listens beyond its machine." };

    static readonly Argument<string> Entity = new("entity")
    {
        Description = "A queue, a topic, or topic/subscriptions/name.",
    };

    public static Command Create(TextWriter output, TextWriter errors) =>
        new("queue", "Look into the queues of a running host, send to them, and resubmit dead letters.")
        {
            List(output, errors),
            Send(output, errors),
            Peek(output, errors),
            Resubmit(output, errors),
        };

    static Command List(TextWriter output, TextWriter errors)
    {
        var command = new Command("list", "Show all queues, topics and subscriptions with their counts.") { Url, Key };
        Run(command, errors, async (parsed, client, cancellation) =>
        {
            var entities = (await client.AskAsync(HttpMethod.Get, "", null, cancellation)).GetProperty("entities");
            QueueTable.Print(Terminal.On(output), entities);
        });
        return command;
    }

    static Command Send(TextWriter output, TextWriter errors)
    {
        var body = new Argument<string>("body") { Description = "The message, as text; for an app mostly JSON." };
        var id = new Option<string>("--id") { Description = "The message's id; it should follow from what it asks for.", Required = true };
        var session = new Option<string?>("--session") { Description = "The session it belongs to." };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "Not to be received before, such as 2024-01-31T12:00:00Z.",
            CustomParser = Time,
        };
        var command = new Command("send", "Send a message to a queue or topic.") { Entity, body, id, session, at, Url, Key };
        Run(command, errors, async (parsed, client, cancellation) =>
        {
            var message = new
            {
                messageId = parsed.GetValue(id),
                body = parsed.GetValue(body),
                sessionId = parsed.GetValue(session),
                scheduledEnqueueTime = parsed.GetValue(at),
            };
            var path = QueueClient.PathOf(parsed.GetValue(Entity)!) + "/messages";
            var receipt = await client.AskAsync(HttpMethod.Post, path, message, cancellation);
            await output.WriteLineAsync(receipt.GetProperty("isDuplicate").GetBoolean()
                ? $"dropped: '{message.messageId}' was sent before, within the window of duplicate detection"
                : $"sent '{message.messageId}' as {string.Join(", ", receipt.GetProperty("sequenceNumbers").EnumerateArray())}");
        });
        return command;
    }

    static Command Peek(TextWriter output, TextWriter errors)
    {
        var dead = new Option<bool>("--dead") { Description = "Dead letters instead of messages." };
        var top = new Option<int>("--top") { Description = "At most so many, 1 to 1000.", DefaultValueFactory = _ => 20 };
        var after = new Option<long>("--after") { Description = "Only messages with higher numbers." };
        var command = new Command("peek", "Look at messages without receiving them.") { Entity, dead, top, after, Url, Key };
        Run(command, errors, async (parsed, client, cancellation) =>
        {
            var which = parsed.GetValue(dead) ? "deadletters" : "messages";
            var path = string.Create(
                CultureInfo.InvariantCulture,
                $"{QueueClient.PathOf(parsed.GetValue(Entity)!)}/{which}?top={parsed.GetValue(top)}&after={parsed.GetValue(after)}");
            var page = await client.AskAsync(HttpMethod.Get, path, null, cancellation);
            var messages = page.GetProperty("messages");
            foreach (var message in messages.EnumerateArray())
                await output.WriteLineAsync(message.GetRawText());
            if (messages.GetArrayLength() == 0)
                await output.WriteLineAsync("none");
            if (page.TryGetProperty("next", out var next) && next.ValueKind is JsonValueKind.Number)
                await output.WriteLineAsync($"more with --after {next}");
        });
        return command;
    }

    static Command Resubmit(TextWriter output, TextWriter errors)
    {
        var number = new Option<long?>("--number") { Description = "One dead letter, by its sequence number." };
        var all = new Option<bool>("--all") { Description = "All dead letters." };
        var command = new Command("resubmit", "Send dead letters again to where they died.") { Entity, number, all, Url, Key };
        Run(command, errors, async (parsed, client, cancellation) =>
        {
            var one = parsed.GetValue(number);
            if (one is null == !parsed.GetValue(all))
                throw new CodedError(CodedError.BadArgument, "Name one dead letter with --number, or take them with --all.");
            var which = one is { } sequence ? string.Create(CultureInfo.InvariantCulture, $"/{sequence}") : "";
            var path = $"{QueueClient.PathOf(parsed.GetValue(Entity)!)}/deadletters{which}/resubmit";
            var answer = await client.AskAsync(HttpMethod.Post, path, null, cancellation);
            await output.WriteLineAsync($"resubmitted {answer.GetProperty("resubmitted")}");
        });
        return command;
    }

    static void Run(Command command, TextWriter errors, Func<ParseResult, QueueClient, CancellationToken, Task> run) =>
        command.SetAction((parsed, cancellation) => CodedError.GuardAsync(errors, async () =>
        {
            using var client = new QueueClient(parsed.GetValue(Url)!, parsed.GetValue(Key));
            await run(parsed, client, cancellation);
            return 0;
        }));

    static DateTimeOffset? Time(ArgumentResult argument)
    {
        var text = argument.Tokens is [var token] ? token.Value : "";
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        argument.AddError($"'{text}' is not a time: use a form such as 2024-01-31T12:00:00Z.");
        return null;
    }
}
