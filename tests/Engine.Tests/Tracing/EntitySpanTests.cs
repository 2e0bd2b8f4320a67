using System.Diagnostics;
using Microsoft.DurableTask;
using Orchestrations.Engine.Tests.Entities;

namespace Orchestrations.Engine.Tests.Tracing;

/// <summary>Spans of calls and signals as Durable Task emits them, in the tree of whoever sent them.</summary>
public class EntitySpanTests
{
    static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddEntity<Counter>()
        .AddOrchestratorFunc<int, int>("noop", (_, input) => Task.FromResult(input))
        .AddOrchestratorFunc<string>("Main", async context =>
        {
            await context.Entities.SignalEntityAsync(Counter.A, "add", 9);
            return await context.Entities.CallEntityAsync<string>(Counter.A, "passOn", 4);
        })
        .AddOrchestratorFunc("Fails", context => context.Entities.CallEntityAsync<object>(Counter.A, "spoil", 1));

    [Theory, EachHead]
    public async Task Entity_CalledAndSignalled_HasItsSpansInTheTreeOfTheSender(Head head)
    {
        using var spans = new SpanCollector();
        await EngineUnderTest.On(head, Tasks, async engine =>
        {
            await engine.Result<string>("Main", id: "m");
            await engine.End("passed-4");
            await engine.UntilQuiet();
        });

        var main = spans.One("orchestration:Main", ActivityKind.Server);
        var call = spans.One("entity:counter:passOn", ActivityKind.Client);
        var ran = spans.One("entity:counter:passOn", ActivityKind.Server);
        var signal = spans.One("entity:counter:add", ActivityKind.Producer);
        var consumed = spans.Spans.Where(span => span.Kind == ActivityKind.Consumer).ToList();
        var started = spans.One("orchestration:noop", ActivityKind.Server);
        Assert.All([call, signal], span => Assert.Equal(main.SpanId, span.ParentSpanId));
        Assert.Equal(call.SpanId, ran.ParentSpanId);
        Assert.Equal(["entity:counter:add", "entity:counter:Add"], consumed.Select(span => span.OperationName));
        Assert.Equal([signal.SpanId, ran.SpanId], consumed.Select(span => span.ParentSpanId));
        Assert.Equal(ran.SpanId, started.ParentSpanId);
        Assert.All(spans.Spans, span => Assert.Equal(spans.Root.TraceId, span.TraceId));
        Assert.Equal(("entity", "counter"), (ran.GetTagItem("durabletask.type"), ran.GetTagItem("durabletask.task.name")));
        Assert.Equal("passOn", ran.GetTagItem("durabletask.task.operation"));
        Assert.Equal("@counter@a", ran.GetTagItem("durabletask.event.target_instance_id"));
        Assert.Equal(("m", 1), (call.GetTagItem("durabletask.task.instance_id"), call.GetTagItem("durabletask.task.task_id")));
    }

    [Theory, EachHead]
    public async Task Entity_ThatFails_ShowsItOnBothSides(Head head)
    {
        using var spans = new SpanCollector();
        await EngineUnderTest.On(head, Tasks, engine => engine.Run("Fails"));
        foreach (var kind in new[] { ActivityKind.Client, ActivityKind.Server })
            Assert.Equal((ActivityStatusCode.Error, "spoiled"), StatusOf(spans.One("entity:counter:spoil", kind)));
        Assert.Equal("spoiled", spans.One("entity:counter:spoil", ActivityKind.Server).GetTagItem("durabletask.entity.error_message"));
    }

    [Theory, EachHead]
    public async Task Signal_OfAClient_IsItsProducer(Head head)
    {
        using var spans = new SpanCollector();
        await EngineUnderTest.On(head, Tasks, async engine =>
        {
            await engine.Client.Entities.SignalEntityAsync(Counter.A, "add", 1);
            await engine.UntilQuiet();
        });
        var sent = spans.One("entity:counter:add", ActivityKind.Producer);
        Assert.Equal(spans.Root.SpanId, sent.ParentSpanId);
        Assert.Equal(sent.SpanId, spans.One("entity:counter:add", ActivityKind.Consumer).ParentSpanId);
    }

    static (ActivityStatusCode Status, string? Text) StatusOf(Activity span) => (span.Status, span.StatusDescription);
}
