using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Tests.ServiceBus;

/// <summary>Each session in its order, one message at a time, whatever fails.</summary>
public class SessionTests
{
    readonly Calls calls = new();

    [Fact]
    public async Task Sessions_EightAtATimeWithFailures_StayInOrder()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls, typeof(BusFunctions.Sessions)));
        const int Sessions = 20, Messages = 15;
        var failures = new Dictionary<string, int>();
        var inSession = new Dictionary<string, int>();
        var most = 0;
        var done = new List<string>();
        calls.OnCall = async (seen, cancellation) =>
        {
            var session = seen.Split(' ')[0];
            inSession[session] = inSession.GetValueOrDefault(session) + 1;
            Assert.Equal(1, inSession[session]);
            most = Math.Max(most, inSession.Values.Sum());
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(1 + seen.Length % 3), host.Time, cancellation);
                var tries = failures[seen] = failures.GetValueOrDefault(seen) + 1;
                if (tries <= (seen[^1] - '0') % 4)
                    throw new FormatException("not yet");
                done.Add(seen);
                return null;
            }
            finally
            {
                inSession[session]--;
            }
        };
        for (var message = 0; message < Messages; message++)
            for (var session = 0; session < Sessions; session++)
                host.Send("sessions", $"{session}-{message}", $"{message}", sent => sent with { SessionId = $"s{session}" });
        host.Advance(3600);

        Assert.Equal(8, most);
        Assert.Equal(Sessions * Messages, done.Count);
        foreach (var session in done.GroupBy(seen => seen.Split(' ')[0]))
            Assert.Equal(Enumerable.Range(0, Messages).Select(message => $"{session.Key} {message}"), session);
    }

    [Fact]
    public async Task Session_WhoseFirstMessageNeverWorks_GoesOnWhenThatIsADeadLetter()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls, typeof(BusFunctions.Sessions)));
        calls.OnCall = (seen, _) => seen == "s bad" ? throw new FormatException("no") : Task.FromResult<object?>(null);
        foreach (var text in new[] { "bad", "good", "better" })
            host.Send("sessions", text, text, sent => sent with { SessionId = "s" });
        host.Advance();
        Assert.Equal([.. Enumerable.Repeat("s bad", 10), "s good", "s better"], calls.Seen);
    }

    [Fact]
    public async Task Session_WhoseReceiverIsTooSlow_IsTakenOverFromTheSameMessage()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls, typeof(BusFunctions.Sessions))
        {
            Host = new() { MaxAutoLockRenewalDuration = TimeSpan.Zero },
        });
        var slow = true;
        calls.OnCall = async (_, cancellation) =>
        {
            if (!slow)
                return null;
            slow = false;
            await Task.Delay(TimeSpan.FromMinutes(5), host.Time, cancellation);
            return null;
        };
        host.Send("sessions", "m1", "one", sent => sent with { SessionId = "s" });
        host.Send("sessions", "m2", "two", sent => sent with { SessionId = "s" });
        host.Advance(600);
        Assert.Equal(["s one", "s one", "s two"], calls.Seen);
    }

    [Fact]
    public async Task Session_Batched_ComesInOrderAndWithoutOthers()
    {
        await using var host = BusHost.InVirtualTime(new Setup(calls, typeof(BusFunctions.SessionBatches))
        {
            Host = new() { MaxMessageBatchSize = 2, MaxConcurrentSessions = 1 },
        });
        host.Run(() => host.Broker.SendAsync(
            "sessions",
            [.. new[] { "a1", "b1", "a2", "a3", "b2" }.Select(id => new Engine.ServiceBus.BusMessage(id, id) { SessionId = id[..1] })],
            CancellationToken.None));
        host.Advance();
        Assert.Equal(["a1 a2", "b1 b2", "a3"], calls.Seen);
    }

    [Fact]
    public void Trigger_WithoutSessions_RefusesAQueueThatRequiresThem()
        => Assert.Equal("ORC-BUS-002", Assert.Throws<HostException>(() => BusHost.InVirtualTime(
            new Setup(calls, typeof(BusFunctions.Sessions), typeof(BusFunctions.Orders))
            {
                Settings = [("ServiceBus:Queues:sessions:RequiresSession", "false")],
            })).Code);
}
