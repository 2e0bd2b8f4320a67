using System.Runtime.CompilerServices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Azure.Tests.Jumping;

namespace Orchestrations.Azure.Tests.Durable;

/// <summary>
/// Microsoft's host in the place of the embedded engine, for the engine's own tests of what orchestrators are promised: the project
/// file names those that run on both. What Microsoft's does otherwise is in <see cref="Differences"/>, and must still be so.
/// </summary>
sealed class EngineUnderTest : IAsyncDisposable
{
    readonly JumpingHost host = new(new DateTimeOffset(2024, 2, 28, 12, 0, 0, TimeSpan.Zero));

    EngineUnderTest(Action<DurableTaskRegistry> tasks) => host.Start(tasks, new ServiceCollection().AddLogging());

    public DurableTaskClient Client => host.Client;

    public TimeProvider Time => host.Time;

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>How many durable timers are set.</summary>
    public int Timers => host.Timers;

    /// <summary>Starts a host, runs the test against it, and ends it. A test that is a known difference must fail.</summary>
    public static async Task On(
        Head head, Action<DurableTaskRegistry> tasks, Func<EngineUnderTest, Task> test, [CallerMemberName] string name = "")
    {
        Assert.Equal(Head.Virtual, head);
        await using var host = new EngineUnderTest(tasks);
        if (Differences.All.ContainsKey(name))
            Assert.NotNull(await Record.ExceptionAsync(() => Task.Run(() => test(host))));
        else
            await Task.Run(() => test(host));
    }

    public static T Output<T>(OrchestrationMetadata ended)
    {
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended}\n{ended.FailureDetails?.ErrorMessage}");
        return ended.ReadOutputAs<T>()!;
    }

    /// <summary>Nothing is kept in memory between turns here: every turn is one after a restart.</summary>
    public Task Restart() => UntilQuiet();

    public Task<string> Start(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    public Task<OrchestrationMetadata> End(string id) => Task.Run(() => host.RunToEnd(id));

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task<OrchestrationMetadata> Run(string name, object? input = null, string? id = null) => await End(await Start(name, input, id));

    /// <summary>Runs an orchestration that must complete, and returns its output.</summary>
    public async Task<T> Result<T>(string name, object? input = null, string? id = null) => Output<T>(await Run(name, input, id));

    public async Task<OrchestrationMetadata> Get(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"There is no '{id}'.");

    /// <summary>When an instance asked for activities, UTC, in order.</summary>
    public Task<IReadOnlyList<DateTime>> Scheduled(string id) => Task.FromResult(host.Scheduled(id));

    /// <summary>Waits until something is so.</summary>
    public Task Until(Func<Task<bool>> condition) => Task.Run(() => host.RunUntil(() => condition().GetAwaiter().GetResult(), "it"));

    /// <summary>Waits until an instance shows a status.</summary>
    public Task Until(string id, OrchestrationRuntimeStatus status) =>
        Until(async () => (await Client.GetInstanceAsync(id))?.RuntimeStatus == status);

    /// <summary>Waits until an instance's code has set a custom status.</summary>
    public Task UntilCustomStatus(string id, string text) => Until(async () => (await Get(id)).SerializedCustomStatus == $"\"{text}\"");

    /// <summary>Waits until the host has nothing to do but wait for timers and events.</summary>
    public Task UntilQuiet() => Task.Run(() => host.RunUntil(Time.GetUtcNow()));

    public Task Pause(double milliseconds) => Task.Run(() => host.RunUntil(Time.GetUtcNow().AddMilliseconds(milliseconds)));

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
