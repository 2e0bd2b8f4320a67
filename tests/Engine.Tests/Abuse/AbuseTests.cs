using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Tests.Http;

namespace Orchestrations.Engine.Tests.Abuse;

/// <summary>What careless and hostile clients do, at once and over real HTTP: clear answers, bounded memory, and nothing wedged.</summary>
[Collection(nameof(AbuseTests))]
public class AbuseTests(AbusedHost host) : IClassFixture<AbusedHost>
{
    const int Mebibyte = 1024 * 1024;

    [Fact]
    public async Task Starts_AThousandAtOnce_AllRun()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => StatusOf(host.StartAsync("Sum", $"many-{i}", "5"))));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.Accepted, status));
        for (var i = 0; i < 1000; i++)
            Assert.Equal(15, EngineUnderTest.Output<int>(await host.EndAsync($"many-{i}")));
        await host.AssertWellAsync();
    }

    [Fact]
    public async Task Starts_OfOneIdAtOnce_StartItOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => StatusOf(host.StartAsync("Wait", "single", "null"))));
        Assert.Single(answers, HttpStatusCode.Accepted);
        Assert.Equal(99, answers.Count(status => status == HttpStatusCode.Conflict));
        using var refused = await host.StartAsync("Wait", "single", "null");
        await WebHost.AssertProblem(refused, 409, HostErrors.InstanceExists);
        Assert.Equal(HttpStatusCode.Accepted, await StatusOf(host.RaiseAsync("single", "go", "\"on\"")));
        Assert.Equal("on", EngineUnderTest.Output<string>(await host.EndAsync("single")));
        await host.AssertWellAsync();
    }

    // An id that has ended is free again, so every start either begins a run or hears that one is going on; none breaks.
    [Fact]
    public async Task Starts_OfOneIdThatKeepsEnding_AreAcceptedOrRefusedByCode()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => StatusOf(host.StartAsync("Echo", "again", "\"x\""))));
        Assert.All(answers, status => Assert.True(status is HttpStatusCode.Accepted or HttpStatusCode.Conflict, $"{status}"));
        Assert.Contains(HttpStatusCode.Accepted, answers);
        Assert.Equal("x", EngineUnderTest.Output<string>(await host.EndAsync("again")));
        await host.AssertWellAsync();
    }

    [Fact]
    public async Task Events_ToInstancesThatAreNotThereOrHaveEnded_AreRefusedByCode()
    {
        await host.StartAsync("Echo", "ended", "\"x\"");
        await host.EndAsync("ended");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var nobody = await host.RaiseAsync($"nobody-{i}", "go", "1");
            await WebHost.AssertProblem(nobody, 404, HostErrors.UnknownInstance);
            using var late = await host.RaiseAsync("ended", "go", "1");
            await WebHost.AssertProblem(late, 410, HostErrors.InstanceEnded);

            // By the client there is no answer, as with Microsoft's; it must do no harm either.
            await host.Durable.RaiseEventAsync($"nobody-{i}", "go", 1);
            await host.Durable.RaiseEventAsync("ended", "go", 1);
        }));
        Assert.Null(await host.Durable.GetInstanceAsync("nobody-1"));

        // What was sent before it was there does not wait for it.
        await host.StartAsync("Wait", "nobody-1", "null");
        Assert.Equal(HttpStatusCode.Accepted, await StatusOf(host.RaiseAsync("nobody-1", "go", "\"on\"")));
        Assert.Equal("on", EngineUnderTest.Output<string>(await host.EndAsync("nobody-1")));
        await host.AssertWellAsync();
    }

    [Fact]
    public async Task Events_ThousandsToOneInstance_AllArriveOnce()
    {
        const int count = 3000;
        await host.StartAsync("Collect", "collector", $"{count}");
        var answers = new HttpStatusCode[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
            answers[i] = await StatusOf(host.RaiseAsync("collector", "add", $"{i}")));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.Accepted, status));
        Assert.Equal(count * (count - 1) / 2, EngineUnderTest.Output<int>(await host.EndAsync("collector")));
        await host.AssertWellAsync();
    }

    [Fact]
    public async Task Payloads_OverTheLimit_AreRefusedByCodeAndLeaveNothingBehind()
    {
        await host.AssertWellAsync();
        var before = AbusedHost.Mebibytes();
        var payload = Text(Mebibyte + 10);
        var body = Text(3 * Mebibyte);
        for (var i = 0; i < 50; i++)
        {
            await AssertTooLargeAsync($"huge-{i}", WebHost.Json(body), asksFirst: true);
            await AssertTooLargeAsync($"huge-{i}", new StreamContent(new Endless(3 * Mebibyte)), asksFirst: false);
            using var over = await host.StartAsync("Echo", $"huge-{i}", payload);
            Assert.Contains("ORC-ENGINE-002", await WebHost.AssertProblem(over, 400, HostErrors.BadArgument), StringComparison.Ordinal);
            Assert.Null(await host.Durable.GetInstanceAsync($"huge-{i}"));
        }

        var grown = await AbusedHost.GrownAsync(before, 64);
        Assert.True(grown < 64, $"50 refused payloads left {grown} MiB behind.");
        await host.AssertWellAsync();
    }

    [Fact]
    public async Task Payloads_AtTheLimitAndResultsOverIt_PassOrFailTheirInstanceAlone()
    {
        var largest = Text(Mebibyte);
        Assert.Equal(HttpStatusCode.Accepted, await StatusOf(host.StartAsync("Echo", "largest", largest)));
        Assert.Equal(largest[1..^1], EngineUnderTest.Output<string>(await host.EndAsync("largest")));
        Assert.Equal(HttpStatusCode.Accepted, await StatusOf(host.StartAsync("Greedy", "greedy", $"{Mebibyte + 1}")));
        var failed = await host.EndAsync("greedy");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("ORC-ENGINE-002", failed.FailureDetails!.ToString(), StringComparison.Ordinal);
        await host.AssertWellAsync();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"a\":1,}")]
    [InlineData("\"\\ud800")]
    [InlineData("nul")]
    [InlineData("1 2")]
    [InlineData("\u0000")]
    public async Task Bodies_ThatAreNoJson_AreRefusedByCode(string text)
    {
        using var started = await host.StartAsync("Echo", "malformed", text);
        await WebHost.AssertProblem(started, 400, HostErrors.BadJson);
        Assert.Null(await host.Durable.GetInstanceAsync("malformed"));
    }

    [Fact]
    public async Task Bodies_NestedWithoutEnd_AreRefusedByCode()
    {
        foreach (var depth in new[] { 1000, 100_000, 1_000_000 })
        {
            using var started = await host.StartAsync("Echo", "nested", new string('[', depth));
            await WebHost.AssertProblem(started, 400, HostErrors.BadJson);
            using var closed = await host.StartAsync("Echo", "nested", new string('[', depth / 2) + new string(']', depth / 2));
            await WebHost.AssertProblem(closed, 400, HostErrors.BadJson);
        }

        await host.AssertWellAsync();
    }

    [Theory]
    [InlineData("orchestrators/NoSuchThing/id", 400, HostErrors.UnknownFunction)]
    [InlineData("orchestrators/Echo/%40entity%40id", 400, HostErrors.BadInstanceId)]
    [InlineData("orchestrators/Echo/a%5Cb", 400, HostErrors.BadInstanceId)]
    [InlineData("orchestrators/Echo/a?timeout=-1", 400, HostErrors.BadArgument)]
    [InlineData("instances/a/raiseEvent/", 404, HostErrors.UnknownAddress)]
    public async Task Addresses_ThatMakeNoSense_AreRefusedByCode(string address, int status, string code)
    {
        using var answer = await host.Http.PostAsync(new Uri(address, UriKind.Relative), WebHost.Json("\"x\""));
        await WebHost.AssertProblem(answer, status, code);
    }

    [Fact]
    public async Task Trees_DeepAndWide_Complete()
    {
        Assert.Equal(HttpStatusCode.Accepted, await StatusOf(host.StartAsync("Tree", "wide", "[10,10,10]")));
        Assert.Equal(HttpStatusCode.Accepted, await StatusOf(host.StartAsync("Tree", "deep", $"[{string.Join(',', Enumerable.Repeat(1, 300))}]")));
        Assert.Equal(1000, EngineUnderTest.Output<int>(await host.EndAsync("wide")));
        Assert.Equal(1, EngineUnderTest.Output<int>(await host.EndAsync("deep")));
        await host.AssertWellAsync();
    }

    [Fact]
    public async Task Trees_TerminatedAndPurgedFromTheirRoot_GoAltogether()
    {
        const int depth = 200;
        await host.StartAsync("Stack", "stack", $"{depth}");
        await UntilAsync(() => host.Engine.Statistics.ActiveInstances > depth);
        await host.Durable.TerminateInstanceAsync("stack", new TerminateInstanceOptions("enough", Recursive: true));
        await host.EndAsync("stack");
        await UntilAsync(() => host.Engine.Statistics.ActiveInstances == 0);
        Assert.Equal(depth + 1, (await host.Durable.PurgeInstanceAsync("stack", new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount);
        await host.AssertWellAsync();
    }

    [Fact]
    public async Task Clients_ThatHangUp_LeaveNothingBehind()
    {
        await host.StartAsync("Wait", "asked", "null");
        await host.AssertWellAsync();
        var before = AbusedHost.Mebibytes();
        await Parallel.ForAsync(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            // Half a body, half a head, a start that is not waited for, and a wait that is given up.
            await HalfAsync(
                "POST /runtime/webhooks/durabletask/orchestrators/Echo/half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n\r\n\"xx");
            await HalfAsync("GET /runtime/webhooks/durabletask/instances HTTP/1.1\r\nHo");
            using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(i % 20), TestClock.Wall);
            await GiveUpAsync(host.Http.PostAsync(
                new Uri($"orchestrators/Wait/hung-{i}?timeout=600", UriKind.Relative), WebHost.Json("null"), impatience.Token));
        });
        var grown = await AbusedHost.GrownAsync(before, 64);
        Assert.True(grown < 64, $"Clients that hung up left {grown} MiB behind.");
        Assert.Null(await host.Durable.GetInstanceAsync("half"));
        await host.Durable.TerminateInstanceAsync("asked");
        for (var i = 0; i < 300; i++)
            if (await host.Durable.GetInstanceAsync($"hung-{i}") is not null)
                await host.Durable.TerminateInstanceAsync($"hung-{i}");
        await UntilAsync(() => host.Engine.Statistics.ActiveInstances == 0);
        await host.AssertWellAsync();
    }

    async Task AssertTooLargeAsync(string id, HttpContent body, bool asksFirst)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"orchestrators/Echo/{id}", UriKind.Relative)) { Content = body };
        request.Headers.ExpectContinue = asksFirst;
        try
        {
            using var answer = await host.Http.SendAsync(request);
            await WebHost.AssertProblem(answer, 413, HostErrors.BodyTooLarge);
        }
        catch (HttpRequestException) when (!asksFirst)
        {
            // The host has answered and closed the connection while this side was still sending.
        }
    }

    async Task HalfAsync(string text)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
    }

    static async Task GiveUpAsync(Task<HttpResponseMessage> asked)
    {
        try
        {
            using var answer = await asked;
        }
        catch (OperationCanceledException)
        {
            // As intended.
        }
    }

    static async Task<HttpStatusCode> StatusOf(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return answer.StatusCode;
    }

    static async Task UntilAsync(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 3000, "Waited in vain.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestClock.Wall);
        }
    }

    /// <summary>A JSON text of exactly so many bytes.</summary>
    static string Text(int bytes) => $"\"{new string('x', bytes - 2)}\"";

    /// <summary>Goes on for so many bytes without saying how many.</summary>
    sealed class Endless(int length) : Stream
    {
        int left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, left);
            buffer.AsSpan(offset, read).Fill((byte)'1');
            left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>What is measured here belongs to the whole process, so nothing else runs in it meanwhile.</summary>
    [CollectionDefinition(nameof(AbuseTests), DisableParallelization = true)]
    public sealed class Alone;
}
