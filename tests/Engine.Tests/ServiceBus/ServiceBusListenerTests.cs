using System.Text;
using System.Text.Json;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.ServiceBus.Entities;

namespace Orchestrations.Engine.Tests.ServiceBus;

/// <summary>How functions are bound to messages and what becomes of their results, in virtual time.</summary>
public class ServiceBusListenerTests
{
    readonly Calls calls = new();

    [Fact]
    public async Task Body_OfEachKind_IsBound()
    {
        await using var host = Host(typeof(BusFunctions.Bytes), typeof(BusFunctions.Objects));
        host.Run(() => host.Broker.SendAsync("bytes", new BusMessage("b", new byte[] { 0, 255, 16 }), CancellationToken.None));
        host.Send("objects", "o", """{"pair":"BTC","amount":1.5}""");
        host.Advance();
        Assert.Equal(["00FF10", "BTC 1.5"], calls.Seen);
    }

    [Fact]
    public async Task Body_ThatIsNoJson_IsADeadLetterThatSaysSo()
    {
        await using var host = Host(typeof(BusFunctions.Objects));
        host.Send("objects", "o", "{broken");
        host.Advance();
        Assert.Empty(calls.Seen);
        Assert.Contains("JsonException", Assert.Single(host.Dead("objects")).DeadLetter!.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_OfAMessage_IsInTheBindingData()
    {
        await using var host = Host(typeof(BusFunctions.Metadata));
        host.Send("metadata", "m1", "x", message => message with
        {
            Subject = "about",
            SessionId = "s",
            CorrelationId = "c",
            ApplicationProperties = new Dictionary<string, object?> { ["n"] = 5, ["text"] = "t" },
        });
        host.Advance();
        var data = JsonSerializer.Deserialize<Dictionary<string, string?>>(calls.Seen.Single())!;
        Assert.Equal(("m1", "1", "about"), (data["MessageId"], data["DeliveryCount"], data["Subject"]));
        Assert.Equal(("s", "c"), (data["SessionId"], data["CorrelationId"]));
        Assert.Equal("\"2024-01-01T00:00:00Z\"", data["EnqueuedTimeUtc"]);
        Assert.Equal("""{"n":5,"text":"t"}""", data["ApplicationProperties"]);
        Assert.Null(data["DeadLetterSource"]);
    }

    [Fact]
    public async Task QueueName_FromASetting_IsResolved()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls, typeof(BusFunctions.Named)) { Settings = [("Queue", "from-settings")] });
        host.Send("from-settings", "m", "seen");
        host.Advance();
        Assert.Equal(["seen"], calls.Seen);
        Assert.Equal("ORC-HOST-006", Assert.Throws<HostException>(() => Host(typeof(BusFunctions.Named))).Code);
    }

    [Fact]
    public async Task Function_WithARetryAttribute_IsRepeatedWithinOneDelivery()
    {
        await using var host = Host(typeof(BusFunctions.Retried));
        calls.OnCall = (seen, _) => seen == "r 2 0" ? Task.FromResult<object?>(null) : throw new FormatException("no");
        host.Send("retried", "m", "r");
        host.Advance(60);
        Assert.Equal(["r 1 0", "r 1 1", "r 1 2", "r 2 0"], calls.Seen);
    }

    [Fact]
    public async Task Function_ThatDoesNotAutoComplete_GetsTheMessageAgainWhenItsLockRunsOut()
    {
        await using var host = Host(typeof(BusFunctions.Manual));
        host.Send("manual", "m", "again");
        host.Advance(299);
        Assert.Equal(["again 1"], calls.Seen);
        host.Advance(2);
        Assert.Equal(["again 1", "again 2"], calls.Seen);
    }

    [Fact]
    public async Task Batch_OfWhatIsThere_IsHandledAndCompletedAtOnce()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls, typeof(BusFunctions.Batches)) { Host = new() { MaxMessageBatchSize = 3 } });
        var failures = 1;
        calls.OnCall = (_, _) => failures-- > 0 ? throw new FormatException("no") : Task.FromResult<object?>(null);
        host.Run(() => host.Broker.SendAsync(
            "batches", [.. Enumerable.Range(0, 5).Select(i => new BusMessage($"m{i}", $"{i}"))], CancellationToken.None));
        host.Advance();
        Assert.Equal(["0 1 2 [1,1,1]", "0 1 2 [2,2,2]", "3 4 [1,1]"], calls.Seen);
        Assert.Equal(5, host.State("batches").Counters.Completed);
    }

    [Fact]
    public async Task Batch_OfObjects_IsBound()
    {
        await using var host = Host(typeof(BusFunctions.ObjectBatches));
        host.Run(() => host.Broker.SendAsync(
            "batches", [.. new[] { "BTC", "ETH" }.Select(pair => new BusMessage(pair, $$"""{"Pair":"{{pair}}"}"""))], CancellationToken.None));
        host.Advance();
        Assert.Equal(["BTC ETH"], calls.Seen);
        Assert.Equal("ORC-HOST-003", Assert.Throws<HostException>(() => Host(typeof(BusFunctions.NoArray))).Code);
    }

    [Fact]
    public async Task Client_OfAMessagesFunction_StartsOrchestrations()
    {
        await using var host = Host(typeof(BusFunctions.Starting));
        host.Send("starts", "m", "run-1");
        host.Advance();
        var instance = await host.Durable.GetInstanceAsync("run-1", getInputsAndOutputs: true);
        Assert.Equal("run-1", instance!.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Output_OfAFunction_IsSentWhenItSucceeded()
    {
        await using var host = Host(typeof(BusFunctions.Forwarding));
        calls.OnCall = (seen, _) => Task.FromResult<object?>(seen switch
        {
            "nothing" => null,
            "many" => new BusFunctions.Order[] { new("BTC", 1), null!, new("ETH", 2) },
            _ => $"{seen}!",
        });
        host.Send("texts", "a", "nothing");
        var sequence = host.Send("texts", "b", "words").SequenceNumbers.Single();
        host.Send("lists", "c", "many");
        host.Advance();
        var sent = host.Broker.Peek("forwarded", false, 0, 10, out _);
        Assert.Equal(
            ["words!", """{"Pair":"BTC","Amount":1}""", """{"Pair":"ETH","Amount":2}"""],
            sent.Select(message => Encoding.UTF8.GetString(message.Message.Body.Span)));
        Assert.Equal($"Forwarding:{sequence}:0", sent[0].Message.MessageId);
        Assert.Equal([null, "application/json", "application/json"], sent.Select(message => message.Message.ContentType));
    }

    [Fact]
    public async Task Output_OfAFailingFunction_IsNotSent()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls, typeof(BusFunctions.Forwarding))
        {
            Settings = [("ServiceBus:Queues:forwarded:MaxSizeInMegabytes", "1")],
        });
        var tries = 0;
        calls.OnCall = (_, _) => Task.FromResult<object?>(++tries < 3 ? new string('x', 300 * 1024) : "fits");
        host.Send("texts", "a", "words");
        host.Advance();
        Assert.Equal(3, tries);
        Assert.Equal(1, host.State("forwarded").Active);
    }

    [Fact]
    public async Task Output_OfATimersFunction_IsSentToATopic()
    {
        await using var host = Host(typeof(BusFunctions.Forwarding));
        host.Send("ticks", "by-hand");
        Assert.Equal(1, host.State("ticks").Counters.Accepted);
        host.Run(() => host.StartTimersAsync());
        host.Advance(7200);
        Assert.Equal(3, host.State("ticks").Counters.Accepted);
    }

    [Theory]
    [InlineData(typeof(BusFunctions.SilentOutput))]
    [InlineData(typeof(BusFunctions.ActivityOutput))]
    public void Output_WhereNothingCanBeSent_RefusesTheStart(Type function)
        => Assert.Equal("ORC-BUS-003", Assert.Throws<HostException>(() => Host(function)).Code);

    [Fact]
    public async Task Stop_WhileAFunctionRuns_GivesItsMessageBackUncounted()
    {
        await using var host = Host(typeof(BusFunctions.Orders));
        calls.OnCall = async (_, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), host.Time, cancellation);
            return null;
        };
        host.Send("orders", "m", "one");
        host.Advance(1);
        host.Run(() => host.Listeners.StopAsync(CancellationToken.None));
        var left = Assert.Single(host.Broker.Peek("orders", false, 0, 10, out _));
        Assert.Equal((BusMessageState.Active, 0), (left.State, left.DeliveryCount));
        host.Send("orders", "n", "two");
        host.Advance(100);
        Assert.Equal(["one 1"], calls.Seen);
    }

    [Fact]
    public void HostJson_ServiceBusSection_IsRead()
    {
        var read = HostJson.Parse("""
            {"extensions":{"serviceBus":{"maxConcurrentCalls":3,"maxConcurrentSessions":4,"maxMessageBatchSize":5,
             "autoCompleteMessages":false,"maxAutoLockRenewalDuration":"00:02:00","prefetchCount":0}}}
            """).ServiceBus;
        Assert.Equal(
            new ServiceBusSettings
            {
                MaxConcurrentCalls = 3,
                MaxConcurrentSessions = 4,
                MaxMessageBatchSize = 5,
                AutoCompleteMessages = false,
                MaxAutoLockRenewalDuration = TimeSpan.FromMinutes(2),
            },
            read);
        Assert.Equal(
            "ORC-HOST-008",
            Assert.Throws<HostException>(() => HostJson.Parse("""{"extensions":{"serviceBus":{"maxConcurrentCalls":0}}}""")).Code);
    }

    BusHost Host(params Type[] functions) => BusHost.InVirtualTime(new Setup(calls, functions));
}
