using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus;

namespace Orchestrations.Engine.Tests.ServiceBus;

/// <summary>What the broker promises about messages, in virtual time.</summary>
public class MessageBrokerTests
{
    readonly Calls calls = new();

    [Fact]
    public async Task Message_HandledWell_IsCompletedAndGone()
    {
        await using var host = Host();
        host.Send("orders", "m1", "one");
        host.Advance();
        Assert.Equal(["one 1"], calls.Seen);
        Assert.Equal((0, 0, 0, 0), Counts(host.State("orders")));
        var counters = host.State("orders").Counters;
        Assert.Equal((1, 1, 1), (counters.Accepted, counters.Delivered, counters.Completed));
    }

    [Fact]
    public async Task Message_ThatAlwaysFails_IsADeadLetterAfterTenDeliveriesWithReason()
    {
        await using var host = Host();
        calls.OnCall = (_, _) => throw new FormatException("not a number");
        host.Send("orders", "m1", "bad");
        host.Advance();
        Assert.Equal(Enumerable.Range(1, 10).Select(count => $"bad {count}"), calls.Seen);
        var dead = Assert.Single(host.Dead("orders"));
        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetter!.Reason);
        Assert.Equal(
            "Message could not be consumed after 10 delivery attempts. Last error: FormatException: not a number", dead.DeadLetter.Description);
        Assert.Equal(("orders", 10, "m1"), (dead.DeadLetter.Source, dead.DeliveryCount, dead.Message.MessageId));
        Assert.Equal((0, 0, 0, 1), Counts(host.State("orders")));
    }

    [Fact]
    public async Task Message_FailingTwice_IsRedeliveredAtOnceAndBeforeOthers()
    {
        await using var host = Host(calls: 1);
        calls.OnCall = (seen, _) => seen is "a 1" or "a 2" ? throw new FormatException("no") : Task.FromResult<object?>(null);
        host.Run(() => host.Broker.SendAsync(
            "orders", [new BusMessage("a", "a"), new BusMessage("b", "b")], CancellationToken.None));
        host.Advance();
        Assert.Equal(["a 1", "a 2", "a 3", "b 1"], calls.Seen);
        Assert.Equal(BusHost.Start, host.Time.GetUtcNow());
    }

    [Fact]
    public async Task Message_Scheduled_IsReceivedAtItsTimeInOrderOfTimes()
    {
        await using var host = Host();
        calls.OnCall = (_, _) => Task.FromResult<object?>(null);
        host.Send("orders", "late", "late", message => message with { ScheduledEnqueueTime = BusHost.Start.AddSeconds(20) });
        host.Send("orders", "soon", "soon", message => message with { ScheduledEnqueueTime = BusHost.Start.AddSeconds(10) });
        host.Send("orders", "past", "past", message => message with { ScheduledEnqueueTime = BusHost.Start.AddSeconds(-10) });
        Assert.Equal(2, host.State("orders").Scheduled);
        host.Advance(9);
        Assert.Equal(["past 1"], calls.Seen);
        host.Advance(1);
        Assert.Equal(["past 1", "soon 1"], calls.Seen);
        host.Advance(10);
        Assert.Equal(["past 1", "soon 1", "late 1"], calls.Seen);
    }

    [Theory]
    [InlineData(599, true)]
    [InlineData(601, false)]
    public async Task Duplicate_AtTheEdgeOfTheWindow_IsDroppedWithinItOnly(double seconds, bool isDuplicate)
    {
        await using var host = Host(settings: [("ServiceBus:Queues:orders:RequiresDuplicateDetection", "true")]);
        Assert.False(host.Send("orders", "m1", "first").IsDuplicate);
        host.Advance(seconds / 2);
        Assert.True(host.Send("orders", "m1", "within").IsDuplicate);
        host.Advance(seconds / 2);
        var receipt = host.Send("orders", "m1", "again");
        host.Advance();
        Assert.Equal((isDuplicate, isDuplicate ? 0 : 1), (receipt.IsDuplicate, receipt.SequenceNumbers.Count));
        Assert.Equal(isDuplicate ? ["first 1"] : ["first 1", "again 1"], calls.Seen);
        Assert.Equal(isDuplicate ? 2 : 1, host.State("orders").Counters.Duplicates);
    }

    [Fact]
    public async Task Duplicate_OfAScheduledMessage_IsDropped()
    {
        await using var host = Host(settings:
        [
            ("ServiceBus:Queues:orders:RequiresDuplicateDetection", "true"),
            ("ServiceBus:Queues:orders:DuplicateDetectionHistoryTimeWindow", "PT20S"),
        ]);
        host.Send("orders", "m1", "later", message => message with { ScheduledEnqueueTime = BusHost.Start.AddSeconds(60) });
        Assert.True(host.Send("orders", "m1", "now").IsDuplicate);
        Assert.False(host.Send("orders", "m2", "now").IsDuplicate);
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task Message_PastItsTimeToLive_IsDeadOrDropped(string deadLettering, int dead)
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls)
        {
            Settings =
            [
                ("ServiceBus:Queues:orders:DefaultMessageTimeToLive", "00:01:00"),
                ("ServiceBus:Queues:orders:DeadLetteringOnMessageExpiration", deadLettering),
            ],
        });
        host.Send("orders", "default");
        host.Send("orders", "own", change: message => message with { TimeToLive = TimeSpan.FromSeconds(10) });
        host.Send("orders", "longer", change: message => message with { TimeToLive = TimeSpan.FromDays(1) });
        host.Send("orders", "scheduled", change: message => message with { ScheduledEnqueueTime = BusHost.Start.AddSeconds(30) });
        host.Advance(10);
        Assert.Equal((2, 1, 0, dead), Counts(host.State("orders")));
        host.Advance(50);
        Assert.Equal((1, 0, 0, 3 * dead), Counts(host.State("orders")));
        host.Advance(30);
        Assert.Equal((0, 0, 0, 4 * dead), Counts(host.State("orders")));
        Assert.All(host.Dead("orders"), message => Assert.Equal("TTLExpiredException", message.DeadLetter!.Reason));
        Assert.Equal(4, host.State("orders").Counters.Expired);
    }

    [Fact]
    public async Task Lock_OfASlowFunction_RunsOutAndTheMessageIsDeliveredAgain()
    {
        await using var host = Host(host: new() { MaxAutoLockRenewalDuration = TimeSpan.Zero });
        calls.OnCall = async (seen, cancellation) =>
        {
            if (seen == "slow 1")
                await Task.Delay(TimeSpan.FromSeconds(90), host.Time, cancellation);
            return null;
        };
        host.Send("orders", "m1", "slow");
        host.Advance(59);
        Assert.Equal((0, 0, 1, 0), Counts(host.State("orders")));
        host.Advance(60);
        Assert.Equal(["slow 1", "slow 2"], calls.Seen);
        Assert.Equal((0, 0, 0, 0), Counts(host.State("orders")));
        Assert.Equal((1, 1), (host.State("orders").Counters.LocksLost, host.State("orders").Counters.Completed));
    }

    [Fact]
    public async Task Lock_OfASlowFunction_IsRenewedByDefault()
    {
        await using var host = Host();
        calls.OnCall = async (_, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromMinutes(4), host.Time, cancellation);
            return null;
        };
        host.Send("orders", "m1", "slow");
        host.Advance(600);
        Assert.Equal(["slow 1"], calls.Seen);
    }

    [Fact]
    public async Task DeadLetters_Resubmitted_AreNewMessagesWithProvenance()
    {
        await using var host = Host(settings: [("ServiceBus:Queues:orders:RequiresDuplicateDetection", "true")]);
        var works = false;
        calls.OnCall = (_, _) => works ? Task.FromResult<object?>(null) : throw new FormatException("no");
        host.Send("orders", "m1", "one", message => message with
        {
            Subject = "about",
            ApplicationProperties = new Dictionary<string, object?> { ["n"] = 1, ["t"] = true },
        });
        host.Send("orders", "m2", "two");
        host.Advance();
        var first = host.Dead("orders")[0];
        calls.Seen.Clear();

        host.Run(() => host.Broker.ResubmitAsync("orders", first.SequenceNumber, CancellationToken.None));
        host.Advance();
        Assert.Equal("one 1", calls.Seen.First());
        var again = host.Dead("orders")[^1];
        Assert.Equal(("m1", "about", (object)1L, (object)true), (
            again.Message.MessageId, again.Message.Subject, again.Message.ApplicationProperties["n"], again.Message.ApplicationProperties["t"]));
        Assert.Equal($"orders/$deadletterqueue:{first.SequenceNumber}", again.Message.ApplicationProperties["ResubmittedFrom"]);
        Assert.Equal("MaxDeliveryCountExceeded", again.Message.ApplicationProperties["ResubmittedAfter"]);
        Assert.True(again.SequenceNumber > first.SequenceNumber);

        works = true;
        host.Run(async () => Assert.Equal(2, await host.Broker.ResubmitAsync("orders", null, CancellationToken.None)));
        host.Advance();
        Assert.Equal((0, 0, 0, 0), Counts(host.State("orders")));
    }

    [Fact]
    public async Task DeadLetters_Purged_AreGone()
    {
        await using var host = Host();
        calls.OnCall = (_, _) => throw new FormatException("no");
        for (var i = 0; i < 3; i++)
            host.Send("orders", $"m{i}");
        host.Advance();
        var one = host.Dead("orders")[1].SequenceNumber;
        host.Run(async () => Assert.Equal(1, await host.Broker.PurgeDeadLettersAsync("orders", one, CancellationToken.None)));
        var missing = await Assert.ThrowsAsync<BusException>(() => host.Broker.PurgeDeadLettersAsync("orders", one, CancellationToken.None));
        Assert.Equal("ORC-BUS-015", missing.Code);
        host.Run(async () => Assert.Equal(2, await host.Broker.PurgeDeadLettersAsync("orders", null, CancellationToken.None)));
        Assert.Empty(host.Dead("orders"));
    }

    [Fact]
    public async Task DeadLetters_WithAFunctionOfTheirOwn_AreHandledByIt()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls, typeof(BusFunctions.Orders), typeof(BusFunctions.DeadOrders))
        {
            Settings = [("ServiceBus:Queues:orders:MaxDeliveryCount", "2")],
        });
        calls.OnCall = (seen, _) => seen.StartsWith("dead", StringComparison.Ordinal)
            ? Task.FromResult<object?>(null)
            : throw new FormatException("no");
        host.Send("orders", "m1", "one");
        host.Advance();
        Assert.Equal(["one 1", "one 2", "dead one orders"], calls.Seen);
        Assert.Empty(host.Dead("orders"));
    }

    [Fact]
    public async Task Topic_WithTwoSubscriptions_GivesEachACopyOfItsOwn()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls, typeof(BusFunctions.Subscribers))
        {
            Settings = [("ServiceBus:Topics:events:Subscriptions:third:MaxDeliveryCount", "1")],
        });
        calls.OnCall = (seen, _) => seen == "first one" ? throw new FormatException("no") : Task.FromResult<object?>(null);
        Assert.Equal(3, host.Send("events", "m1", "one").SequenceNumbers.Count);
        host.Advance();
        Assert.Equal(11, calls.Seen.Count);
        Assert.Equal((0, 0, 0, 1), Counts(host.State("events/subscriptions/first")));
        Assert.Equal((0, 0, 0, 0), Counts(host.State("events/subscriptions/second")));
        Assert.Equal((1, 0, 0, 0), Counts(host.State("events/subscriptions/third")));

        // Back to the one it died in, not to its siblings.
        host.Run(() => host.Broker.ResubmitAsync("events/subscriptions/first", null, CancellationToken.None));
        host.Advance();
        Assert.Equal(1, calls.Seen.Count(seen => seen == "second one"));
        Assert.Equal(1, host.State("events/subscriptions/third").Active);
    }

    [Theory]
    [InlineData("nowhere", "m", 1, null, "ORC-BUS-010")]
    [InlineData("orders", "", 1, null, "ORC-BUS-013")]
    [InlineData("orders", "m", 256 * 1024, null, "ORC-BUS-011")]
    [InlineData("sessions", "m", 1, null, "ORC-BUS-012")]
    [InlineData("sessions", "m", 1, "", "ORC-BUS-013")]
    [InlineData("events/subscriptions/first", "m", 1, null, "ORC-BUS-016")]
    public async Task Message_ThatCannotBeSent_IsRefusedWithItsCode(string entity, string id, int length, string? session, string code)
    {
        await using var host = BusHost.InVirtualTime(new Setup(
            calls, typeof(BusFunctions.Orders), typeof(BusFunctions.Sessions), typeof(BusFunctions.Subscribers)));
        var refused = await Assert.ThrowsAsync<BusException>(() => host.Broker.SendAsync(
            entity, new BusMessage(id, new byte[length]) { SessionId = session }, CancellationToken.None));
        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task Queue_ThatIsFull_TakesNoMore()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls) { Settings = [("ServiceBus:Queues:small:MaxSizeInMegabytes", "1")] });
        var body = new string('x', 200 * 1024);
        for (var i = 0; i < 5; i++)
            host.Send("small", $"m{i}", body);
        var refused = await Assert.ThrowsAsync<BusException>(
            () => host.Broker.SendAsync("small", new BusMessage("m5", body), CancellationToken.None));
        Assert.Equal("ORC-BUS-014", refused.Code);
    }

    [Fact]
    public async Task Peek_OfManyMessages_GivesPagesWithStates()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls) { Settings = [("ServiceBus:Queues:held:MaxDeliveryCount", "3")] });
        for (var i = 0; i < 5; i++)
            host.Send("held", $"m{i}", $"body {i}", message => message with { ScheduledEnqueueTime = i == 4 ? BusHost.Start.AddDays(1) : null });
        var first = host.Broker.Peek("held", false, 0, 3, out var next);
        var second = host.Broker.Peek("HELD", false, next!.Value, 3, out var end);
        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], first.Concat(second).Select(message => message.Message.MessageId));
        Assert.Equal((BusMessageState.Active, BusMessageState.Scheduled), (second[0].State, second[1].State));
        Assert.Null(end);
    }

    [Theory]
    [InlineData("ServiceBus:Queues:orders:LockDuration", "00:06:00", "ORC-BUS-001")]
    [InlineData("ServiceBus:Queues:orders:LockDuration", "soon", "ORC-BUS-001")]
    [InlineData("ServiceBus:Queues:orders:MaxDeliveryCount", "0", "ORC-BUS-001")]
    [InlineData("ServiceBus:Queues:orders:MaxDeliverCount", "5", "ORC-BUS-001")]
    [InlineData("ServiceBus:Queues:orders:RequiresSession", "yes", "ORC-BUS-001")]
    [InlineData("ServiceBus:Queues:orders:DuplicateDetectionHistoryTimeWindow", "00:00:19", "ORC-BUS-001")]
    [InlineData("ServiceBus:Queues:a/b:MaxDeliveryCount", "5", "ORC-BUS-001")]
    [InlineData("ServiceBus:Topics:t:RequiresSession", "true", "ORC-BUS-001")]
    [InlineData("ServiceBus:Queues:orders:RequiresSession", "true", "ORC-BUS-002")]
    [InlineData("ServiceBus:Topics:orders:DefaultMessageTimeToLive", "PT1H", "ORC-BUS-002")]
    public void Entity_ThatCannotBe_RefusesTheStart(string key, string value, string code)
        => Assert.Equal(code, Assert.Throws<HostException>(() => Host(settings: [(key, value)])).Code);

    static (int Active, int Scheduled, int Locked, int Dead) Counts(BusEntityState state) =>
        (state.Active, state.Scheduled, state.Locked, state.DeadLetters);

    BusHost Host(
        int? calls = null, Engine.ServiceBus.Entities.ServiceBusSettings? host = null, params (string Key, string Value)[] settings) =>
        BusHost.InVirtualTime(new Setup(this.calls, typeof(BusFunctions.Orders))
        {
            Host = (host ?? new()) with { MaxConcurrentCalls = calls },
            Settings = settings,
        });
}
