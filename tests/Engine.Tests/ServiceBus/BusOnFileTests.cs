using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.Tests.Timers;

namespace Orchestrations.Engine.Tests.ServiceBus;

/// <summary>Messages on the disk: under load, and after a host ended without settling anything.</summary>
public sealed class BusOnFileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orc-bus-").FullName;
    readonly Calls calls = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Crash_WithMessagesInEveryState_LosesNone()
    {
        var setup = new Setup(calls, typeof(BusFunctions.Orders)) { Host = new() { MaxConcurrentCalls = 1 } };
        var clock = TimerHost.ClockAt("2024-01-01T00:00:00Z");
        var never = new TaskCompletionSource<object?>();
        calls.OnCall = (seen, _) => seen switch
        {
            "done 1" => Task.FromResult<object?>(null),
            var bad when bad.StartsWith("bad", StringComparison.Ordinal) => throw new FormatException("no"),
            _ => never.Task,
        };
        await using (var host = await BusHost.OnFile(folder, setup, clock).ListenAsync())
        {
            await host.SendAsync("orders", "m1", "done");
            await host.SendAsync("orders", "m2", "bad");
            await calls.WaitFor(11);
            await host.UntilAsync(() => host.State("orders").DeadLetters == 1, "the dead letter");
            await host.SendAsync("orders", "m3", "held");
            await calls.WaitFor(12);
            await host.SendAsync("orders", "m4", "waiting");
            await host.Broker.SendAsync(
                "orders", new BusMessage("m5", "later") { ScheduledEnqueueTime = clock.GetUtcNow().AddHours(1) }, CancellationToken.None);
            Assert.Equal((1, 1, 1, 1), Counts(host));
        }

        calls.OnCall = (_, _) => Task.FromResult<object?>(null);
        calls.Seen.Clear();
        await using var again = BusHost.OnFile(folder, setup, clock);
        Assert.Equal((2, 1, 0, 1), Counts(again));
        Assert.Equal("MaxDeliveryCountExceeded", Assert.Single(again.Dead("orders")).DeadLetter!.Reason);
        await again.ListenAsync();
        await calls.WaitFor(2);
        Assert.Equal(["held 2", "waiting 1"], calls.Seen);
        clock.Advance(TimeSpan.FromHours(1));
        await calls.WaitFor(3);
        Assert.Equal("later 1", calls.Seen.Last());

        // Numbers go on; one that was given is never given again.
        await again.UntilAsync(() => again.State("orders").Counters.Completed == 3, "completion");
        Assert.Equal([6], (await again.SendAsync("orders", "m6")).SequenceNumbers);
    }

    [Fact]
    public async Task Message_ThatBringsItsHostDownEachTime_IsADeadLetterInTheEnd()
    {
        var setup = new Setup(calls, typeof(BusFunctions.Orders)) { Settings = [("ServiceBus:Queues:orders:MaxDeliveryCount", "3")] };
        calls.OnCall = (_, _) => new TaskCompletionSource<object?>().Task;
        await using (var host = BusHost.OnFile(folder, setup))
            await host.SendAsync("orders", "m1", "deadly");
        for (var start = 1; start <= 3; start++)
        {
            await using var host = await BusHost.OnFile(folder, setup).ListenAsync();
            await calls.WaitFor(start);
        }

        Assert.Equal(["deadly 1", "deadly 2", "deadly 3"], calls.Seen);
        await using var last = await BusHost.OnFile(folder, setup).ListenAsync();
        await last.UntilAsync(() => last.State("orders").DeadLetters == 1, "the dead letter");
        Assert.Equal(3, calls.Seen.Count);
        Assert.Contains("host ended", last.Dead("orders")[0].DeadLetter!.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicate_AfterARestart_IsStillKnown()
    {
        var setup = new Setup(calls) { Settings = [("ServiceBus:Queues:plain:RequiresDuplicateDetection", "true")] };
        await using (var host = BusHost.OnFile(folder, setup))
            Assert.False((await host.SendAsync("plain", "m1")).IsDuplicate);
        await using var again = BusHost.OnFile(folder, setup);
        Assert.True((await again.SendAsync("plain", "m1")).IsDuplicate);
    }

    [Fact]
    public async Task Messages_TenThousandThroughSixteenReceivers_AreCompletedOnceEach()
    {
        const int Messages = 10_000, Senders = 50;
        var seen = new ConcurrentDictionary<string, int>();
        var most = 0;
        var running = 0;
        calls.OnCall = async (text, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await Task.Yield();
            seen.AddOrUpdate(text, 1, (_, count) => count + 1);
            Interlocked.Decrement(ref running);
            return null;
        };
        await using var host = await BusHost.OnFile(
            folder, new Setup(calls, typeof(BusFunctions.Orders)) { Host = new() { MaxConcurrentCalls = 16 } }).ListenAsync();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < Messages / Senders; i++)
                await host.SendAsync("orders", $"{sender}-{i}", $"{sender}-{i}");
        })));
        await host.UntilAsync(() => host.State("orders").Counters.Completed >= Messages, "all completed");

        var counters = host.State("orders").Counters;
        Assert.Equal((Messages, Messages, Messages), (counters.Accepted, counters.Delivered, counters.Completed));
        Assert.Equal(Messages, seen.Count);
        Assert.All(seen, message => Assert.Equal(1, message.Value));
        Assert.Equal((0, 0, 0, 0), Counts(host));
        Assert.InRange(most, 2, 16);
        Assert.Empty(host.Broker.Peek("orders", false, 0, 10, out _));
    }

    [Fact]
    public async Task Sends_OfSeveralMessagesOneOfThemBad_SendNone()
    {
        await using var host = BusHost.OnFile(folder, new Setup(calls, typeof(BusFunctions.Orders)));
        await Assert.ThrowsAsync<BusException>(() => host.Broker.SendAsync(
            "orders", [new BusMessage("good", "x"), new BusMessage("", "x")], CancellationToken.None));
        Assert.Equal(0, host.State("orders").Active);
    }

    [Fact]
    public async Task Queue_ThatIsDeclaredNoMore_KeepsItsMessages()
    {
        await using (var host = BusHost.OnFile(folder, new Setup(calls) { Settings = [("ServiceBus:Queues:Old:MaxDeliveryCount", "3")] }))
            await host.SendAsync("old", "m1");
        await using (var without = BusHost.OnFile(folder, new Setup(calls)))
            Assert.Equal(1, Assert.Single(without.Broker.Entities).Active);
        await using var renamed = BusHost.OnFile(folder, new Setup(calls) { Settings = [("ServiceBus:Queues:OLD:MaxDeliveryCount", "3")] });
        Assert.Equal("m1", Assert.Single(renamed.Broker.Peek("old", false, 0, 10, out _)).Message.MessageId);
    }

    [Fact]
    public async Task Database_OfTheFirstSchema_IsTakenForward()
    {
        await using (BusHost.OnFile(folder, new Setup(calls)))
        {
        }

        Execute("DROP VIEW bus_text; DROP TABLE bus_messages; DROP TABLE bus_deliveries; DROP TABLE bus_duplicates;"
            + "ALTER TABLE instances DROP COLUMN rewound_from; DROP INDEX instances_created; DROP INDEX instances_status;"
            + "CREATE INDEX instances_active ON instances(key) WHERE status IN (0, 6, 7); PRAGMA user_version=1;");
        await using var host = BusHost.OnFile(folder, new Setup(calls, typeof(BusFunctions.Orders)));
        await host.SendAsync("orders", "m1");
        Assert.Equal(1, host.State("orders").Active);
    }

    void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "engine.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static (int, int, int, int) Counts(BusHost host)
    {
        var state = host.State("orders");
        return (state.Active, state.Scheduled, state.Locked, state.DeadLetters);
    }

    static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
