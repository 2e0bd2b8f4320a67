using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Tests.Http;

namespace Orchestrations.Engine.Tests.Functions;

public class FunctionTasksTests
{
    static readonly TaskActivityContext Context = new Activity();

    [Theory]
    [InlineData("Text", "in", "in!")]
    [InlineData("Number", 4, 5)]
    [InlineData("Number", null, 1)]
    [InlineData("MaybeNumber", null, "none")]
    [InlineData("FromTask", "in", "in!")]
    [InlineData("FromValueTask", "in", "in!")]
    [InlineData("Later", "in", "in!")]
    [InlineData("Nothing", "in", null)]
    [InlineData("NothingLater", "in", null)]
    [InlineData("NothingAsValueTask", "in", null)]
    [InlineData("WithContext", "in", "Act/i1/in")]
    [InlineData("ContextOnly", null, "i1")]
    [InlineData("WithFunctionContext", "in", "WithFunctionContext 00000000-0000-0000-0000-000000000001")]
    [InlineData("WithClient", "in", "fake")]
    public async Task Activity_OfAnyShape_GivesItsResult(string name, object? input, object? expected)
        => Assert.Equal(expected, await Run(name, input));

    [Theory]
    [InlineData("Throws")]
    [InlineData("ThrowsLater")]
    public async Task Activity_ThatThrows_GivesItsOwnException(string name)
    {
        var failure = await Assert.ThrowsAsync<FormatException>(() => Run(name, "in"));
        Assert.Equal("in", failure.Message);
        Assert.Contains(name, failure.StackTrace!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_ThatReturnsNoTask_FailsClearly()
        => Assert.Contains("null instead of a task", (await Assert.ThrowsAsync<InvalidOperationException>(() => Run("NoTask", "in"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task Activity_OfAnInstance_HasItsScopesServicesAndIsDisposed()
    {
        await using var host = Host();
        using var scope = host.CreateScope();
        var factory = host.GetRequiredService<TaskTable>().FindActivity("Disposing")!;
        var log = host.GetRequiredService<List<string>>();

        Assert.Equal(1, await factory(scope.ServiceProvider).RunAsync(Context, "a"));
        Assert.Equal(2, await factory(scope.ServiceProvider).RunAsync(Context, "b"));
        Assert.Equal(["a ran", "a disposed", "b ran", "b disposed"], log);
    }

    [Fact]
    public void Tasks_TheirTypes_AreThoseOfTheirParametersAndResults()
    {
        using var host = Host();
        var table = host.GetRequiredService<TaskTable>();

        var number = table.FindActivity("number")!(host);
        Assert.Equal((typeof(int), typeof(int)), (number.InputType, number.OutputType));
        var nothing = table.FindActivity("NothingLater")!(host);
        Assert.Equal((typeof(string), typeof(object)), (nothing.InputType, nothing.OutputType));
        var context = table.FindActivity("ContextOnly")!(host);
        Assert.Equal(typeof(object), context.InputType);
        var plain = table.FindOrchestrator("Plain")!(host);
        Assert.Equal((typeof(object), typeof(string)), (plain.InputType, plain.OutputType));
        var typed = table.FindOrchestrator("TYPED")!(host);
        Assert.Equal((typeof(int), typeof(int)), (typed.InputType, typed.OutputType));
        Assert.NotNull(table.FindOrchestrator("Renamed"));
    }

    [Fact]
    public async Task Orchestrator_Awaiting_StaysOnItsContext()
    {
        using var host = Host();
        var loop = new Loop();
        var before = SynchronizationContext.Current;
        var release = new TaskCompletionSource();
        Task<object?> running;
        try
        {
            SynchronizationContext.SetSynchronizationContext(loop);
            Orchestrators.Waiting = release.Task;
            running = host.GetRequiredService<TaskTable>().FindOrchestrator("Typed")!(host).RunAsync(null!, 4);
            Assert.False(running.IsCompleted);

            // From outside the loop, as an answer from the store arrives: the rest must wait for the loop's thread.
            SynchronizationContext.SetSynchronizationContext(null);
            release.SetResult();
            Assert.False(running.IsCompleted);
            SynchronizationContext.SetSynchronizationContext(loop);
            loop.RunAll();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
        Assert.True(running.IsCompletedSuccessfully);
        Assert.Equal(5, await running);
    }

    [Fact]
    public void Table_WithARegistry_HasBoth()
    {
        using var host = Host(new DurableTaskRegistry().AddActivityFunc<string, string>("Extra", (_, input) => Task.FromResult(input)));
        Assert.NotNull(host.GetRequiredService<TaskTable>().FindActivity("extra"));
        Assert.NotNull(host.GetRequiredService<TaskTable>().FindActivity("text"));
    }

    [Fact]
    public void Table_WithOneNameTwice_IsRefused()
    {
        using var host = Host(new DurableTaskRegistry().AddActivityFunc<string, string>("Text", (_, input) => Task.FromResult(input)));
        Assert.Equal("ORC-HOST-001", Assert.Throws<HostException>(host.GetRequiredService<TaskTable>).Code);
    }

    static async Task<object?> Run(string name, object? input)
    {
        await using var host = Host();
        return await host.GetRequiredService<TaskTable>().FindActivity(name)!(host).RunAsync(Context, input);
    }

    static ServiceProvider Host(DurableTaskRegistry? registry = null)
    {
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Timers.TimerHost.ClockAt("2024-01-01T00:00:00Z"))
            .AddSingleton<DurableTaskClient>(new FakeDurableTaskClient())
            .AddSingleton(new List<string>())
            .AddScoped<Counter>();
        if (registry is not null)
            services.AddSingleton(registry);
        return services
            .AddFunctions(new HostJson(), FunctionCatalog.Discover([typeof(Activities), typeof(Disposing), typeof(Orchestrators)]))
            .BuildServiceProvider();
    }

    sealed class Activity : TaskActivityContext
    {
        public override TaskName Name => "Act";

        public override string InstanceId => "i1";
    }

    sealed class Loop : SynchronizationContext
    {
        readonly Queue<(SendOrPostCallback Callback, object? State)> posted = [];

        public override void Post(SendOrPostCallback d, object? state) => posted.Enqueue((d, state));

        public void RunAll()
        {
            while (posted.TryDequeue(out var next))
                next.Callback(next.State);
        }
    }

    internal sealed class Counter
    {
        public int Value { get; set; }
    }

    internal sealed class Disposing(Counter counter, List<string> log) : IDisposable
    {
        string input = "";

        [Function("Disposing")]
        public async Task<int> Run([ActivityTrigger] string given)
        {
            input = given;
            await Task.Yield();
            log.Add($"{input} ran");
            return ++counter.Value;
        }

        public void Dispose() => log.Add($"{input} disposed");
    }

    internal static class Orchestrators
    {
        public static Task Waiting { get; set; } = Task.CompletedTask;

        [Function("Plain")]
        public static Task<string> Plain([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult("plain");

        [Function("Typed")]
        public static async Task<int> Typed([OrchestrationTrigger] TaskOrchestrationContext context, int input)
        {
            await Waiting;
            return input + 1;
        }

        [Function("Method")]
        public static Task Other([OrchestrationTrigger(Orchestration = "Renamed")] TaskOrchestrationContext context) => Task.CompletedTask;
    }

    internal static class Activities
    {
        [Function("Text")]
        public static string Text([ActivityTrigger] string input) => input + "!";

        [Function("Number")]
        public static int Number([ActivityTrigger] int input) => input + 1;

        [Function("MaybeNumber")]
        public static string MaybeNumber([ActivityTrigger] int? input) => input?.ToString() ?? "none";

        [Function("FromTask")]
        public static Task<string> FromTask([ActivityTrigger] string input) => Task.FromResult(input + "!");

        [Function("FromValueTask")]
        public static ValueTask<string> FromValueTask([ActivityTrigger] string input) => ValueTask.FromResult(input + "!");

        [Function("Later")]
        public static async Task<string> Later([ActivityTrigger] string input)
        {
            await Task.Yield();
            return input + "!";
        }

        [Function("Nothing")]
        public static void Nothing([ActivityTrigger] string input)
        {
        }

        [Function("NothingLater")]
        public static async Task NothingLater([ActivityTrigger] string input) => await Task.Yield();

        [Function("NothingAsValueTask")]
        public static ValueTask NothingAsValueTask([ActivityTrigger] string input) => ValueTask.CompletedTask;

        [Function("NoTask")]
        public static Task<string> NoTask([ActivityTrigger] string input) => null!;

        [Function("WithContext")]
        public static string WithContext([ActivityTrigger] string input, TaskActivityContext context)
            => $"{context.Name}/{context.InstanceId}/{input}";

        [Function("ContextOnly")]
        public static string ContextOnly([ActivityTrigger] TaskActivityContext context) => context.InstanceId;

        [Function("WithFunctionContext")]
        public static string WithFunctionContext([ActivityTrigger] string input, FunctionContext context, CancellationToken cancellation)
            => $"{context.FunctionDefinition.Name} {context.InvocationId}";

        [Function("WithClient")]
        public static string WithClient([ActivityTrigger] string input, [DurableClient] DurableTaskClient client) => client.Name;

        [Function("Throws")]
        public static string Throws([ActivityTrigger] string input) => throw new FormatException(input);

        [Function("ThrowsLater")]
        public static async Task<string> ThrowsLater([ActivityTrigger] string input)
        {
            await Task.Yield();
            throw new FormatException(input);
        }
    }
}
