using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Tests.Http;
using Orchestrations.Engine.Timers;
using Orchestrations.Engine.Work;
using Orchestrations.TestKit;

namespace Orchestrations.Engine.Tests.Hosting;

/// <summary>Functions, timers and the management API on the real durable engine, in both of its times.</summary>
public class WholeHostTests
{
    const string ManagementBase = "/runtime/webhooks/durabletask/";

    [Fact]
    public async Task Host_OnTheWallClock_RunsAnOrchestrationOverHttp()
    {
        var folder = Directory.CreateTempSubdirectory("orc-host-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton<TimeProvider>(new WallClock())
            .AddSingleton(new Notes())
            .AddDurableEngine(Path.Combine(folder, "engine.db"), new EngineOptions(), TimeSpan.FromSeconds(5))
            .AddFunctions(new HostJson(), FunctionCatalog.Discover([typeof(Nightly), typeof(Work)]));
        await using (var app = builder.Build())
        {
            app.MapFunctions();
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + ManagementBase) };

            var done = await client.PostAsync("orchestrators/Sum/s1?timeout=20&pollingInterval=1", WebHost.Json("3"));
            Assert.Equal("6", await done.Content.ReadAsStringAsync());

            var status = await WebHost.JsonOf(await client.GetAsync("instances/s1?showHistory=true&showHistoryOutput=true"));
            Assert.Equal("Completed", status.GetProperty("runtimeStatus").GetString());
            Assert.Equal(
                ["ExecutionStarted", "TaskCompleted", "TaskCompleted", "TaskCompleted", "ExecutionCompleted"],
                status.GetProperty("historyEvents").EnumerateArray().Select(entry => entry.GetProperty("EventType").GetString()!));

            Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsync("orchestrators/Wait/w1", null)).StatusCode);
            Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsync("orchestrators/Wait/w1", null)).StatusCode);
            Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.DeleteAsync("instances/w1")).StatusCode);
            var raised = await client.PostAsync("instances/w1/raiseEvent/Go", WebHost.Json("\"now\""));
            Assert.Equal(HttpStatusCode.Accepted, raised.StatusCode);
            var durable = app.Services.GetRequiredService<DurableTaskClient>();
            await durable.WaitForInstanceCompletionAsync("w1").WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(HttpStatusCode.Gone, (await client.PostAsync("instances/w1/terminate", null)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.DeleteAsync("instances/w1")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("instances/w1")).StatusCode);

            await client.PostAsync("orchestrators/Wait/w2", null);
            var forced = await client.PostAsync("/admin/instances/w2/force-terminate?reason=stuck", null);
            Assert.Equal(HttpStatusCode.OK, forced.StatusCode);
            Assert.Equal("\"stuck\"", (await durable.WaitForInstanceCompletionAsync("w2", getInputsAndOutputs: true)).SerializedOutput);
            var again = await client.PostAsync("/admin/instances/w2/force-terminate", null);
            await WebHost.AssertProblem(again, 410, "ORC-HOST-111");
            var unknown = await client.PostAsync("/admin/instances/none/force-terminate", null);
            await WebHost.AssertProblem(unknown, 404, "ORC-HOST-110");
            Assert.Equal(HttpStatusCode.OK, (await client.DeleteAsync("instances/w2")).StatusCode);
            Assert.Single((await WebHost.JsonOf(await client.GetAsync("instances"))).EnumerateArray());

            await client.PostAsync("orchestrators/Shaky/r1?timeout=20&pollingInterval=1", null);
            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await durable.GetInstanceAsync("r1"))!.RuntimeStatus);
            Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsync("instances/r1/rewind?reason=mended", null)).StatusCode);
            var rewound = await durable.WaitForInstanceCompletionAsync("r1", getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal("\"mended\"", rewound.SerializedOutput);
            Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.PostAsync("instances/r1/rewind", null)).StatusCode);
            await app.StopAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Host_StoppedWhileItsClockStandsStill_WaitsForRunningActivitiesInRealTime()
    {
        var folder = Directory.CreateTempSubdirectory("orc-host-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton<TimeProvider>(new ManualTimeProvider(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)))
            .AddSingleton(new Notes())
            .AddDurableEngine(Path.Combine(folder, "engine.db"), new EngineOptions(), TimeSpan.FromMilliseconds(100))
            .AddFunctions(new HostJson(), FunctionCatalog.Discover([typeof(Work)]));
        await using (var app = builder.Build())
        {
            app.MapFunctions();
            await app.StartAsync();
            await app.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync("Stuck");
            await app.Services.GetRequiredService<Notes>().Stuck.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await app.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Host_InVirtualTime_RunsTimersAndOrchestrationsOnOneThreadInOneOrder()
    {
        var first = await RunMonth();
        Assert.Equal(31, first.Count(note => note.StartsWith("timer", StringComparison.Ordinal)));
        Assert.Equal(62, first.Count(note => note.StartsWith("activity", StringComparison.Ordinal)));
        Assert.Equal("timer 2024-01-01T09:00:00.0000000Z", first[0]);
        Assert.Equal(first, await RunMonth());
    }

    static async Task<List<string>> RunMonth()
    {
        var time = new VirtualTime(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var notes = new Notes();
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(notes)
            .AddDurableEngine(time, new EngineOptions())
            .AddFunctions(new HostJson(), FunctionCatalog.Discover([typeof(Nightly), typeof(Work)]))
            .BuildServiceProvider();
        services.GetRequiredService<DurableEngine>().Start();
        var timers = services.GetRequiredService<TimerListeners>();
        time.RunUntil(time.Start(() => timers.StartAsync(CancellationToken.None)));
        time.RunUntil(new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero));
        time.RunUntil(time.Start(() => timers.StopAsync(CancellationToken.None)));
        Assert.Equal([Environment.CurrentManagedThreadId], notes.Threads);
        return notes.All;
    }

    sealed class WallClock : TimeProvider;

    internal sealed class Notes
    {
        public List<string> All { get; } = [];

        public HashSet<int> Threads { get; } = [];

        public TaskCompletionSource Stuck { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Add(string note)
        {
            lock (All)
            {
                All.Add(note);
                Threads.Add(Environment.CurrentManagedThreadId);
            }
        }
    }

    internal sealed class Nightly(Notes notes)
    {
        [Function("Nightly")]
        public async Task Run([TimerTrigger("0 0 9 * * *")] TimerInfo info, [DurableClient] DurableTaskClient client)
        {
            var due = info.ScheduleStatus!.Next;
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"timer {due:O}"));
            await client.ScheduleNewOrchestrationInstanceAsync(
                "Sum", 2, new StartOrchestrationOptions($"sum-{due:yyyyMMdd}"), CancellationToken.None);
        }
    }

    internal sealed class Work(Notes notes)
    {
        [Function("Sum")]
        public static async Task<int> Sum([OrchestrationTrigger] TaskOrchestrationContext context, int count)
        {
            var sum = 0;
            for (var i = 1; i <= count; i++)
                sum += await context.CallActivityAsync<int>("Echo", i);
            return sum;
        }

        [Function("Wait")]
        public static Task<string> Wait([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.WaitForExternalEvent<string>("Go");

        [Function("Shaky")]
        public static Task<string> Shaky([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.CallActivityAsync<string>("FailOnce");

        [Function("Stuck")]
        public static Task Stuck([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("NeverEnds");

        [Function("NeverEnds")]
        public async Task<int> NeverEnds([ActivityTrigger] string? input)
        {
            notes.Stuck.TrySetResult();
            await new TaskCompletionSource().Task;
            return 0;
        }

        [Function("FailOnce")]
        public string FailOnce([ActivityTrigger] string? input)
        {
            notes.Add("try");
            return notes.All.Count(note => note == "try") > 1 ? "mended" : throw new InvalidOperationException("not yet");
        }

        [Function("Echo")]
        public async Task<int> Echo([ActivityTrigger] int input, TaskActivityContext context)
        {
            await Task.Yield();
            notes.Add($"activity {context.InstanceId} {input}");
            return input;
        }
    }
}
