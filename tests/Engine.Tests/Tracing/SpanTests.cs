using System.Diagnostics;
using Microsoft.DurableTask;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Tests.Tracing;

/// <summary>Spans as Durable Task emits them: names, kinds, tags, one tree.</summary>
public class SpanTests
{
    static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<string, string>("Parent", async (context, input) =>
        {
            var echoed = await context.CallActivityAsync<string>("Echo", input);
            await context.CreateTimer(TimeSpan.FromSeconds(30), CancellationToken.None);
            context.SendEvent("nobody", "Hello", "x");
            return await context.CallSubOrchestratorAsync<string>("Child", echoed, new SubOrchestrationOptions(instanceId: "c1"));
        });
        tasks.AddOrchestratorFunc<string, string>("Child", (context, input) => context.CallActivityAsync<string>("Echo", input));
        tasks.AddOrchestratorFunc<string>("Broken", context => context.CallActivityAsync<string>("Fail"));
        tasks.AddOrchestratorFunc<string>("Waits", async context =>
        {
            await context.CallActivityAsync<string>("Echo", "before");
            await context.WaitForExternalEvent<string>("Go");
            return await context.CallActivityAsync<string>("Echo", "after");
        });
        tasks.AddOrchestratorFunc<int, int>("Again", async (context, left) =>
        {
            await context.CallActivityAsync<string>("Echo", "x");
            if (left > 0)
                context.ContinueAsNew(left - 1);
            return left;
        });
        tasks.AddActivityFunc<string, string>("Echo", (_, text) => text);
        tasks.AddActivityFunc<string>("Fail", string (_) => throw new InvalidOperationException("not today"));
        tasks.AddActivityFunc<string?>("Where", _ => Activity.Current?.Id);
        tasks.AddOrchestratorFunc<string?>("Asks", context => context.CallActivityAsync<string?>("Where"));
    }

    [Theory]
    [EachHead]
    public async Task Orchestration_ItsSpans_AreOneTree(Head head)
    {
        using var spans = new SpanCollector();
        await EngineUnderTest.On(head, Short, async engine =>
        {
            await engine.Result<string>("Parent", "hi", "p1");
            await engine.Client.RaiseEventAsync("p1", "Late", "x");
        });

        var create = spans.One("create_orchestration:Parent", ActivityKind.Producer);
        var parent = spans.One("orchestration:Parent", ActivityKind.Server);
        var call = spans.One("orchestration:Child", ActivityKind.Client);
        var child = spans.One("orchestration:Child", ActivityKind.Server);
        var timer = spans.One("orchestration:Parent:timer", ActivityKind.Internal);
        var sent = spans.One("orchestration_event:Hello", ActivityKind.Producer);
        var raised = spans.One("orchestration_event:Late", ActivityKind.Producer);
        Assert.Equal(spans.Root.SpanId, create.ParentSpanId);
        Assert.Equal(spans.Root.SpanId, raised.ParentSpanId);
        Assert.Equal(create.SpanId, parent.ParentSpanId);
        Assert.All([call, timer, sent], span => Assert.Equal(parent.SpanId, span.ParentSpanId));
        Assert.Equal(call.SpanId, child.ParentSpanId);
        foreach (var (orchestration, instance) in new[] { (parent, "p1"), (child, "c1") })
        {
            var asked = Assert.Single(spans.Spans, span =>
                span is { OperationName: "activity:Echo", Kind: ActivityKind.Client } && span.ParentSpanId == orchestration.SpanId);
            var ran = Assert.Single(spans.Spans, span => span.ParentSpanId == asked.SpanId);
            Assert.Equal(("activity:Echo", ActivityKind.Server), (ran.OperationName, ran.Kind));
            Assert.Equal("activity", ran.GetTagItem("durabletask.type"));
            Assert.Equal("Echo", ran.GetTagItem("durabletask.task.name"));
            Assert.Equal(instance, ran.GetTagItem("durabletask.task.instance_id"));
            Assert.Equal(0, ran.GetTagItem("durabletask.task.task_id"));
        }

        Assert.Equal(11, spans.Spans.Count);
        Assert.All(spans.Spans, span => Assert.Equal(spans.Root.TraceId, span.TraceId));
        Assert.All(spans.Spans, span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
    }

    [Fact]
    public async Task Orchestration_ItsSpans_HaveDurableTasksTagsAndTheEnginesTimes()
    {
        using var spans = new SpanCollector();
        var history = new List<HistoryEvent>();
        await EngineUnderTest.On(Head.Virtual, Tasks, async engine =>
        {
            await engine.Result<string>("Parent", "hi", "p1");
            history.AddRange(await engine.History("p1"));
        });

        var start = (ExecutionStarted)history[0];
        var parent = spans.One("orchestration:Parent", ActivityKind.Server);
        Assert.Equal("orchestration", parent.GetTagItem("durabletask.type"));
        Assert.Equal("Parent", parent.GetTagItem("durabletask.task.name"));
        Assert.Equal("p1", parent.GetTagItem("durabletask.task.instance_id"));
        Assert.Equal(start.ExecutionId, parent.GetTagItem("durabletask.task.execution_id"));
        Assert.Equal("Completed", parent.GetTagItem("durabletask.task.status"));
        Assert.Equal(TimeSpan.FromSeconds(30), parent.Duration);
        Assert.Equal(history[1].Timestamp, parent.StartTimeUtc);
        var timer = spans.One("orchestration:Parent:timer", ActivityKind.Internal);
        var fired = history.OfType<TimerFired>().Single();
        Assert.Equal(("timer", "Parent"), (timer.GetTagItem("durabletask.type"), timer.GetTagItem("durabletask.task.name")));
        Assert.Equal(fired.FireAt.ToString("o"), timer.GetTagItem("durabletask.fire_at"));
        Assert.Equal(1, timer.GetTagItem("durabletask.task.task_id"));
        Assert.Equal(TimeSpan.FromSeconds(30), timer.Duration);
        var sent = spans.One("orchestration_event:Hello", ActivityKind.Producer);
        Assert.Equal(("event", "Hello"), (sent.GetTagItem("durabletask.type"), sent.GetTagItem("durabletask.task.name")));
        Assert.Equal("nobody", sent.GetTagItem("durabletask.event.target_instance_id"));
        Assert.Equal("p1", sent.GetTagItem("durabletask.task.instance_id"));
        var create = spans.One("create_orchestration:Parent", ActivityKind.Producer);
        Assert.Equal(start.ExecutionId, create.GetTagItem("durabletask.task.execution_id"));
        Assert.Equal(create.Id, start.TraceParent);
    }

    [Fact]
    public async Task Orchestration_WithAVersion_HasItInNameAndTag()
    {
        using var spans = new SpanCollector();
        await EngineUnderTest.On(Head.Virtual, Tasks, async engine =>
        {
            var options = new StartOrchestrationOptions("v1") { Version = new TaskVersion("2.1") };
            await engine.End(await engine.Client.ScheduleNewOrchestrationInstanceAsync("Child", "x", options));
        });

        Assert.Equal("2.1", spans.One("create_orchestration:Child@(2.1)", ActivityKind.Producer).GetTagItem("durabletask.task.version"));
        Assert.Equal("2.1", spans.One("orchestration:Child@(2.1)", ActivityKind.Server).GetTagItem("durabletask.task.version"));
    }

    [Fact]
    public async Task Activity_CalledInAVersion_HasItInNamesAndTags()
    {
        using var spans = new SpanCollector();
        await EngineUnderTest.On(
            Head.Virtual,
            tasks =>
            {
                tasks.AddActivityFunc("Versioned", context => context.Version);
                tasks.AddOrchestratorFunc("Caller", context => context.CallActivityAsync<string>("Versioned", new TaskOptions { Version = "3" }));
            },
            async engine => Assert.Equal("3", await engine.Result<string>("Caller")));

        foreach (var kind in new[] { ActivityKind.Client, ActivityKind.Server })
            Assert.Equal("3", spans.One("activity:Versioned@(3)", kind).GetTagItem("durabletask.task.version"));
    }

    [Fact]
    public async Task Failure_OfAnActivity_IsAnErrorAllTheWayUp()
    {
        using var spans = new SpanCollector();
        await EngineUnderTest.On(Head.Virtual, Tasks, engine => engine.Run("Broken", null, "b1"));

        foreach (var kind in new[] { ActivityKind.Client, ActivityKind.Server })
        {
            var activity = spans.One("activity:Fail", kind);
            Assert.Equal((ActivityStatusCode.Error, "not today"), (activity.Status, activity.StatusDescription));
        }

        var orchestration = spans.One("orchestration:Broken", ActivityKind.Server);
        Assert.Equal(ActivityStatusCode.Error, orchestration.Status);
        Assert.Contains("not today", orchestration.StatusDescription, StringComparison.Ordinal);
        Assert.Equal("Failed", orchestration.GetTagItem("durabletask.task.status"));
    }

    [Fact]
    public async Task Start_ThatIsRefused_IsAnError()
    {
        using var spans = new SpanCollector();
        await EngineUnderTest.On(Head.Virtual, Tasks, async engine =>
        {
            await engine.Start("Waits", null, "w1");
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => engine.Start("Waits", null, "w1"));
        });

        Assert.Single(spans.Spans, span => span is { OperationName: "create_orchestration:Waits", Status: ActivityStatusCode.Error });
    }

    [Theory]
    [EachHead]
    public async Task Restart_InTheMiddle_ContinuesTheTraceAndRepeatsNoSpan(Head head)
    {
        using var spans = new SpanCollector();
        await EngineUnderTest.On(head, Tasks, async engine =>
        {
            await engine.Start("Waits", null, "w1");
            await engine.Until(() => Task.FromResult(spans.Spans.Any(span => span is { OperationName: "activity:Echo", Kind: ActivityKind.Client })));
            await engine.Restart();
            await engine.Client.RaiseEventAsync("w1", "Go", "now");
            Assert.Equal("after", EngineUnderTest.Output<string>(await engine.End("w1")));
        });

        var orchestration = spans.One("orchestration:Waits", ActivityKind.Server);
        var calls = spans.Spans.Where(span => span is { OperationName: "activity:Echo", Kind: ActivityKind.Client }).ToList();
        Assert.Equal([0, 1], calls.Select(call => call.GetTagItem("durabletask.task.task_id")));
        Assert.All(calls, call => Assert.Equal(orchestration.SpanId, call.ParentSpanId));
        Assert.All(spans.Spans, span => Assert.Equal(spans.Root.TraceId, span.TraceId));
        Assert.True(orchestration.StartTimeUtc <= calls[0].StartTimeUtc);
    }

    [Fact]
    public async Task ContinueAsNew_EachExecution_HasASpanInTheSameTrace()
    {
        using var spans = new SpanCollector();
        await EngineUnderTest.On(Head.Virtual, Tasks, engine => engine.Result<int>("Again", 2));

        var executions = spans.Spans.Where(span => span is { OperationName: "orchestration:Again", Kind: ActivityKind.Server }).ToList();
        Assert.Equal(
            ["ContinuedAsNew", "ContinuedAsNew", "Completed"], executions.Select(span => span.GetTagItem("durabletask.task.status")));
        Assert.Equal(3, executions.Select(span => span.SpanId).Distinct().Count());
        Assert.Single(executions.Select(span => span.ParentSpanId).Distinct());
        Assert.Equal(3, spans.Spans.Count(span => span is { OperationName: "activity:Echo", Kind: ActivityKind.Client }));
    }

    [Theory]
    [EachHead]
    public async Task Activity_ItsCode_RunsUnderItsSpan(Head head)
    {
        using var spans = new SpanCollector();
        string? seen = null;
        await EngineUnderTest.On(head, Tasks, async engine => seen = await engine.Result<string?>("Asks"));

        Assert.Equal(spans.One("activity:Where", ActivityKind.Server).Id, seen);
    }

    [Theory]
    [EachHead]
    public async Task Listener_ThatThrows_HarmsNoOrchestration(Head head)
    {
        using var spans = new SpanCollector(span =>
        {
            if (span.Kind is ActivityKind.Server or ActivityKind.Client)
                throw new InvalidOperationException("a listener's bug");
        });
        await EngineUnderTest.On(head, Short, async engine => Assert.Equal("hi", await engine.Result<string>("Parent", "hi")));
    }

    [Fact]
    public async Task Start_OutsideAnyTrace_KeepsNone()
    {
        await EngineUnderTest.On(Head.Virtual, Tasks, async engine =>
        {
            await engine.Result<string>("Child", "x", "n1");
            Assert.Null(((ExecutionStarted)(await engine.History("n1"))[0]).TraceParent);
        });
    }

    [Fact]
    public async Task Start_InsideATraceThatNobodyListensTo_IsKeptForALaterListener()
    {
        using var caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        caller.TraceStateString = "vendor=1";
        await EngineUnderTest.On(Head.File, Tasks, async engine =>
        {
            await engine.Start("Waits", null, "w1");
            await engine.Restart();
            var start = (ExecutionStarted)(await engine.History("w1"))[0];
            Assert.Equal((caller.Id, "vendor=1"), (start.TraceParent, start.TraceState));
        });
    }

    [Fact]
    public void Ids_ThatFollowFromAnExecution_AreEachTheirOwn()
    {
        var start = new ExecutionStarted(default, "a", "0123456789abcdef0123456789abcdef", null, "", null, null)
        {
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        var other = start with { ExecutionId = "1123456789abcdef0123456789abcdef" };
        ActivitySpanId[] ids =
        [
            TraceLink.OrchestrationId(start), TraceLink.OrchestrationId(other), TraceLink.CallId(start, 0), TraceLink.CallId(start, 1),
            TraceLink.CallId(other, 0),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(
            $"00-0af7651916cd43dd8448eb211c80319c-{TraceLink.CallId(start, 1)}-01", TraceLink.ForChild(start, 1).Parent);
        Assert.Null(TraceLink.ForChild(start with { TraceParent = null }, 1).Parent);
    }

    // On the wall clock nobody wants to wait half a minute.
    static void Short(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<string, string>("Parent", async (context, input) =>
        {
            var echoed = await context.CallActivityAsync<string>("Echo", input);
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            context.SendEvent("nobody", "Hello", "x");
            return await context.CallSubOrchestratorAsync<string>("Child", echoed, new SubOrchestrationOptions(instanceId: "c1"));
        });
        tasks.AddOrchestratorFunc<string, string>("Child", (context, input) => context.CallActivityAsync<string>("Echo", input));
        tasks.AddActivityFunc<string, string>("Echo", (_, text) => text);
    }
}
