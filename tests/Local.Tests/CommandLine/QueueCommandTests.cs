using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Messaging;
using Orchestrations.Local.CommandLine;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.CommandLine;

/// <summary>The queue commands against a served host.</summary>
public sealed class QueueCommandTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-queue-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Command_SentByHand_RunsThePlan()
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance);
        Assert.Equal(202, (await host.PostTextAsync("admin/functions/DcaTimer", "{}")).Status);
        await host.UntilAsync("api/dca/plans/core", answer => answer.Status == 200);

        var sent = await RunAsync(host, "send", "dca-commands", """{"plan":"core"}""", "--id", "by-hand");
        Assert.Equal((0, "sent 'by-hand' as 1"), (sent.ExitCode, sent.Output.Trim()));
        await CountAsync(host, "completed", 1);
        var listed = await RunAsync(host, "list");
        Assert.Matches(@"dca-commands +queue +0 +0 +0 +0", listed.Output);
    }

    [Fact]
    public async Task DeadLetters_OfACommandThatIsRefused_ArePeekedAndResubmitted()
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance);
        await host.App.Services.GetRequiredService<IMessageSender>().SendAsync("dca-commands", new OutgoingMessage("m1", "{}"));
        await CountAsync(host, "deadLettered", 1);

        var peeked = await RunAsync(host, "peek", "dca-commands", "--dead");
        Assert.Contains("ORC-HTTP-001", peeked.Output, StringComparison.Ordinal);
        Assert.Equal("resubmitted 1", (await RunAsync(host, "resubmit", "dca-commands", "--number", "1")).Output.Trim());
        await CountAsync(host, "deadLettered", 2);
        Assert.Equal("resubmitted 1", (await RunAsync(host, "resubmit", "dca-commands", "--all")).Output.Trim());
        await CountAsync(host, "deadLettered", 3);
        Assert.Equal("none", (await RunAsync(host, "peek", "dca-commands")).Output.Trim());
        (await RunAsync(host, "resubmit", "dca-commands", "--number", "1")).IsRefused("ORC-BUS-015");
        (await RunAsync(host, "resubmit", "dca-commands")).IsRefused(CodedError.BadArgument, "--number", "--all");
        (await RunAsync(host, "peek", "nowhere")).IsRefused("ORC-BUS-010", "nowhere", "dca-commands");
    }

    [Fact]
    public async Task Message_SentForLater_IsScheduled()
    {
        await using var host = await ServedHost.StartAsync(
            folder, WallClock.Instance, ("ServiceBus:Queues:later:RequiresDuplicateDetection", "true"));
        var tomorrow = WallClock.Instance.GetUtcNow().AddDays(1).ToString("O", CultureInfo.InvariantCulture);
        Assert.Equal(0, (await RunAsync(host, "send", "later", "text", "--id", "a", "--at", tomorrow)).ExitCode);
        Assert.StartsWith("dropped", (await RunAsync(host, "send", "later", "text", "--id", "a")).Output, StringComparison.Ordinal);
        Assert.Matches(@"later +queue +0 +1 +0 +0", (await RunAsync(host, "list")).Output);
        (await RunAsync(host, "send", "later", "text", "--id", "b", "--at", "tomorrow")).IsRefused(CodedError.BadArgument, "tomorrow");
    }

    [Fact]
    public async Task Commands_WhereNoHostIs_SayHowToStartOne()
    {
        (await CommandRun.OfAsync("queue", "list", "--url", LoopbackPort.Nobody)).IsRefused("ORC-BUS-030", LoopbackPort.Nobody, "serve");
        (await CommandRun.OfAsync("queue", "list", "--url", "nonsense")).IsRefused(CodedError.BadArgument, "nonsense");
        await using var other = await HttpStandIn.StartAsync((context, _) => context.Response.WriteAsync("hello"));
        (await CommandRun.OfAsync("queue", "list", "--url", other.Address.ToString())).IsRefused("ORC-BUS-031");
    }

    static Task<CommandRun> RunAsync(ServedHost host, params string[] arguments) =>
        CommandRun.OfAsync(["queue", .. arguments, "--url", host.Address.ToString()]);

    static Task CountAsync(ServedHost host, string counter, int count) => host.UntilAsync(
        "admin/servicebus",
        answer => answer.Json.GetProperty("entities")[0].GetProperty("counters").GetProperty(counter).GetInt32() == count);
}
