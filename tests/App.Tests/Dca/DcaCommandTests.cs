using Microsoft.DurableTask.Client;
using Orchestrations.App.Dca;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Engine;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.ServiceBus.Listening;

namespace Orchestrations.App.Tests.Dca;

/// <summary>Runs started by messages, with the whole app on the real engine.</summary>
public class DcaCommandTests
{
    const string Queue = "dca-commands";
    const string Run = "dca-core-20240115";

    [Fact]
    public async Task Command_ForAPlan_StartsTheRunOfTheIntervalOnce()
    {
        await using var world = World();
        Send(world, "m1", """{"plan":"core"}""");
        world.Pass(TimeSpan.FromMinutes(30));
        Send(world, "m2", """{"plan":"core"}""");
        world.Pass(TimeSpan.FromMinutes(30));

        var runs = await RunsAsync(world);
        Assert.Equal([(Run, OrchestrationRuntimeStatus.Completed)], runs);
        var result = (await world.Get<DurableTaskClient>().GetInstanceAsync(Run, getInputsAndOutputs: true))!.ReadOutputAs<DcaRunResult>()!;
        Assert.All(result.Orders, order => Assert.Equal("Filled", order.Status));
        Assert.Equal((0, 0, 2), (State(world).Active, State(world).DeadLetters, State(world).Counters.Completed));
    }

    [Fact]
    public async Task Command_AfterHttpStartedTheRun_FindsThatRun()
    {
        await using var world = World();
        world.Do(() => world.Get<DcaRuns>().StartAsync(world.Get<DurableTaskClient>(), "core"));
        Send(world, "m1", """{"plan":"core"}""");
        world.Pass(TimeSpan.FromMinutes(30));
        Assert.Single(await RunsAsync(world));
        Assert.Equal(1, State(world).Counters.Completed);
    }

    [Fact]
    public async Task Command_DeliveredIntervalsLater_MeansTheIntervalItWasSentIn()
    {
        await using var world = World(listening: false);
        Send(world, "m1", """{"plan":"core"}""");
        world.Pass(TimeSpan.FromDays(2));
        Listen(world);
        world.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal([(Run, OrchestrationRuntimeStatus.Completed)], await RunsAsync(world));
    }

    [Theory]
    [InlineData("", "ORC-HTTP-001")]
    [InlineData("core", "ORC-HTTP-001")]
    [InlineData("{}", "ORC-HTTP-001")]
    [InlineData("""{"plan":null}""", "ORC-HTTP-001")]
    [InlineData("""{"Plan":"core"}""", "ORC-HTTP-003")]
    [InlineData("""{"plan":"core","amount":1}""", "ORC-HTTP-003")]
    [InlineData("""{"plan":"other"}""", "ORC-DCA-005")]
    public async Task Command_ThatIsRefused_IsADeadLetterWithTheCode(string body, string code)
    {
        await using var world = World();
        Send(world, "m1", body);
        world.Pass(TimeSpan.FromMinutes(1));
        var dead = Assert.Single(world.Get<MessageBroker>().Peek(Queue, deadLetters: true, 0, 10, out _));
        Assert.Equal(("MaxDeliveryCountExceeded", 10), (dead.DeadLetter!.Reason, dead.DeliveryCount));
        Assert.Contains($"MessageRefusedException: {code}: ", dead.DeadLetter.Description, StringComparison.Ordinal);
        Assert.Empty(await RunsAsync(world));
    }

    static HistoryWorld World(bool listening = true)
    {
        var world = new HistoryWorld();
        world.Do(() => world.Get<DcaRepository>().CreateAsync(Bench.Plan()));
        if (listening)
            Listen(world);
        return world;
    }

    static void Listen(HistoryWorld world) => world.Do(() => world.Get<ServiceBusListeners>().StartAsync(CancellationToken.None));

    static void Send(HistoryWorld world, string id, string body) =>
        world.Do(() => world.Get<MessageBroker>().SendAsync(Queue, new BusMessage(id, body), CancellationToken.None));

    static BusEntityState State(HistoryWorld world) => world.Get<MessageBroker>().Entities.Single(entity => entity.Name == Queue);

    static async Task<List<(string, OrchestrationRuntimeStatus)>> RunsAsync(HistoryWorld world)
    {
        var runs = new List<(string, OrchestrationRuntimeStatus)>();
        await foreach (var instance in world.Get<DurableEngine>().Client.GetAllInstancesAsync(new OrchestrationQuery()))
            if (instance.Name == nameof(DcaOrchestrator))
                runs.Add((instance.InstanceId, instance.RuntimeStatus));
        return runs;
    }
}
