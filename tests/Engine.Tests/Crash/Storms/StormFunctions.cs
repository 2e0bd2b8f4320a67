using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>The Service Bus functions of a storm. Each says to the world what it handled, takes a while, and has one effect.</summary>
sealed class StormFunctions(StormPlan plan, StormWorld world, TimeProvider time)
{
    public const string Starts = "starts";
    public const string Sessions = "sessions";
    public const string Relay = "relay";
    public const string Relayed = "relayed";
    public const string Poison = "poison";
    public const string News = "news";

    /// <summary>Deliveries of a message that always fails.</summary>
    public const int PoisonDeliveries = 3;

    static readonly string[] everyStatus = ["Running", "Pending", "Suspended", "Completed", "Failed", "Terminated", "Canceled"];

    /// <summary>Starts the orchestration that the message names.</summary>
    [Function("OnStart")]
    public async Task OnStart([ServiceBusTrigger(Starts)] string key, [DurableClient] DurableTaskClient client)
    {
        await HandleAsync($"start {key}", key.Length % 5);
        await StartAsync(client, StormTasks.Program, plan.Program(key).Id!, new StormTasks.Position(key, 0, 0));
    }

    /// <summary>The first message of a session starts a collector, the others signal it.</summary>
    [Function("OnSession")]
    public async Task OnSession([ServiceBusTrigger(Sessions, IsSessionsEnabled = true)] string text, [DurableClient] DurableTaskClient client)
    {
        var (session, number) = text.Split(' ') is [var s, var n] ? (s, int.Parse(n, null)) : throw new FormatException(text);
        var attempt = await HandleAsync($"session {text}", number % 3);
        if (number == 0)
        {
            await StartAsync(client, StormTasks.Collector, StormPlan.CollectorId(session), plan.Sessions[session]);
            return;
        }

        // The message before this one was completed, so what it did must be there.
        if (world.Effects.GetValueOrDefault($"session {session} {number - 1}") == 0)
            world.Complain($"message {number} of session {session} came before message {number - 1}");
        if (await client.GetInstanceAsync(StormPlan.CollectorId(session)) is null)
            world.Complain($"message {number} of session {session} came, and what message 0 started is not there");
        if (attempt == 1 && number % 3 == 2)
            throw new TimeoutException("the first attempt is lost");
        await client.RaiseEventAsync(StormPlan.CollectorId(session), $"n{number - 1}", number);
    }

    /// <summary>Sends each message on: completed here and sent there together, or neither.</summary>
    [Function("OnRelay")]
    [ServiceBusOutput(Relayed)]
    public async Task<string> OnRelay([ServiceBusTrigger(Relay)] string text)
    {
        await HandleAsync($"relay {text}", text.Length % 4);
        return text;
    }

    /// <summary>Says which messages arrived, each by its own number.</summary>
    [Function("OnRelayed")]
    public Task OnRelayed([ServiceBusTrigger(Relayed)] string text, FunctionContext context) =>
        HandleAsync($"relayed {text} {context.BindingContext.BindingData["SequenceNumber"]}", 1);

    /// <summary>Fails at every message.</summary>
    [Function("OnPoison")]
    public async Task OnPoison([ServiceBusTrigger(Poison)] string text)
    {
        await HandleAsync($"poison {text}", 1);
        throw new InvalidOperationException("this one never works");
    }

    /// <summary>One of two who hear the news.</summary>
    [Function("OnNewsFirst")]
    public Task OnNewsFirst([ServiceBusTrigger(News, "first")] string text) => HandleAsync($"news first {text}", 2);

    /// <summary>The other.</summary>
    [Function("OnNewsSecond")]
    public Task OnNewsSecond([ServiceBusTrigger(News, "second")] string text) => HandleAsync($"news second {text}", 3);

    static async Task StartAsync(DurableTaskClient client, string name, string id, object input)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id) { DedupeStatuses = everyStatus });
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // The message was delivered before, and had its effect.
        }
    }

    async Task<int> HandleAsync(string what, int milliseconds)
    {
        var attempt = world.Happened(what);
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time);
        return attempt;
    }
}
