using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tests;

/// <summary>The real engine with the test's own orchestrators and activities, and what a test does with it.</summary>
sealed class EngineUnderTest : IAsyncDisposable
{
    static readonly ServiceProvider Services = new ServiceCollection().BuildServiceProvider();

    readonly MemoryDurableStore memory = new();
    readonly EngineOptions options = new();
    readonly Head head;
    readonly DirectoryInfo? folder;
    Action<DurableTaskRegistry> tasks;

    EngineUnderTest(Head head, Action<DurableTaskRegistry> tasks, Action<EngineOptions>? configure)
    {
        this.head = head;
        this.tasks = tasks;
        configure?.Invoke(options);
        folder = head == Head.File ? Directory.CreateTempSubdirectory("engine-") : null;
        Engine = Open();
    }

    public DurableEngine Engine { get; private set; }

    /// <summary>What the next engine is started with.</summary>
    public EngineOptions Options => options;

    public DurableTaskClient Client => Engine.Client;

    public VirtualTime Virtual { get; } = new(new DateTimeOffset(2024, 2, 28, 12, 0, 0, TimeSpan.Zero)) { Patience = TimeSpan.FromSeconds(2) };

    public TimeProvider Time => head == Head.Virtual ? Virtual : TestClock.Wall;

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>How many durable timers are set.</summary>
    public int Timers => Engine.Statistics.Timers;

    public CapturedLog Log { get; } = new();

    /// <summary>The database, on the file head.</summary>
    public string File => Path.Combine(folder!.FullName, "engine.db");

    /// <summary>Starts an engine, runs the test against it, on the head's own clock, and ends it.</summary>
    public static Task On(Head head, Action<DurableTaskRegistry> tasks, Func<EngineUnderTest, Task> test) => On(head, null, tasks, test);

    /// <inheritdoc cref="On(Head, Action{DurableTaskRegistry}, Func{EngineUnderTest, Task})"/>
    public static async Task On(
        Head head, Action<EngineOptions>? options, Action<DurableTaskRegistry> tasks, Func<EngineUnderTest, Task> test)
    {
        await using var engine = new EngineUnderTest(head, tasks, options);
        engine.Engine.Start();
        if (head == Head.File)
        {
            await test(engine).WaitAsync(TestClock.Patience);
            return;
        }

        var done = engine.Virtual.Start(() => test(engine));
        engine.Virtual.RunUntil(done);
        await done;
    }

    /// <summary>A table of the tasks that a test registers.</summary>
    public static TaskTable Table(Action<DurableTaskRegistry> tasks)
    {
        var registry = new DurableTaskRegistry();
        tasks(registry);
        return TaskTable.From(registry);
    }

    /// <summary>What an engine is made of, for tests that put one together themselves.</summary>
    public static EngineParts Parts(Action<DurableTaskRegistry> tasks, TimeProvider time, CapturedLog? log = null, EngineOptions? options = null) =>
        new(Table(tasks), Services, time, log ?? new CapturedLog(), options ?? new EngineOptions());

    /// <summary>Ends the engine without ceremony, and starts another over what it left, perhaps with other code.</summary>
    public async Task Restart(Action<DurableTaskRegistry>? newTasks = null)
    {
        await Engine.DisposeAsync();
        tasks = newTasks ?? tasks;
        Engine = Open();
        Engine.Start();
    }

    public Task<string> Start(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    public Task<OrchestrationMetadata> End(string id) => Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task<OrchestrationMetadata> Run(string name, object? input = null, string? id = null) => await End(await Start(name, input, id));

    /// <summary>Runs an orchestration that must complete, and returns its output.</summary>
    public async Task<T> Result<T>(string name, object? input = null, string? id = null) => Output<T>(await Run(name, input, id));

    public static T Output<T>(OrchestrationMetadata ended)
    {
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended}\n{ended.FailureDetails?.ErrorMessage}");
        return ended.ReadOutputAs<T>()!;
    }

    public async Task<OrchestrationMetadata> Get(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"There is no '{id}'.");

    public async Task<IReadOnlyList<HistoryEvent>> History(string id) => (await Engine.ReadHistoryAsync(id, CancellationToken.None))!;

    /// <summary>When an instance asked for activities, UTC, in order.</summary>
    public async Task<IReadOnlyList<DateTime>> Scheduled(string id) =>
        [.. (await History(id)).OfType<TaskScheduled>().Select(asked => asked.Timestamp)];

    /// <summary>Waits until something is so.</summary>
    public async Task Until(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 5000, "Waited in vain.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), Time);
        }
    }

    /// <summary>Waits until an instance shows a status.</summary>
    public Task Until(string id, OrchestrationRuntimeStatus status) =>
        Until(async () => (await Client.GetInstanceAsync(id))?.RuntimeStatus == status);

    /// <summary>Waits until an instance's code has set a custom status.</summary>
    public Task UntilCustomStatus(string id, string text) => Until(async () => (await Get(id)).SerializedCustomStatus == $"\"{text}\"");

    /// <summary>Waits until the engine has nothing to do but wait for timers and events.</summary>
    public Task UntilQuiet() => Until(() => Task.FromResult(Engine.IsQuiet));

    public Task Pause(double milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Time);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        folder?.Delete(recursive: true);
    }

    DurableEngine Open()
    {
        var parts = new EngineParts(Table(tasks), Services, Time, Log, options);
        return head == Head.File
            ? DurableEngine.OnFile(File, parts)
            : new DurableEngine(memory, new InlineCommitter(memory), Virtual, parts);
    }
}
