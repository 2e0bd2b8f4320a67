using System.Diagnostics;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tracing;

/// <summary>
/// The spans of one execution of an instance. A call's span is made when its answer has become durable, and begins when the
/// call was asked for; so a replay makes none, and a restart in between loses none.
/// </summary>
/// <remarks>Invariant: a listener that throws does the engine no harm. Changed only by the turns of the instance.</remarks>
sealed class InstanceTrace
{
    readonly Dictionary<int, HistoryEvent> asked = [];
    readonly string instanceId;
    readonly ExecutionStarted start;
    readonly ActivityContext starter;
    readonly ActivityContext itself;
    DateTime? begun;

    InstanceTrace(string instanceId, ExecutionStarted start, ActivityContext starter)
    {
        this.instanceId = instanceId;
        this.start = start;
        this.starter = starter;
        itself = Within(TraceLink.OrchestrationId(start));
    }

    /// <summary>The trace of an execution; null when nobody listens, or when it was started outside any trace.</summary>
    /// <param name="instanceId">Whose it is.</param>
    /// <param name="history">Its history so far.</param>
    public static InstanceTrace? Of(string instanceId, IReadOnlyList<HistoryEvent> history)
    {
        if (!DurableSpans.IsOn || history[0] is not ExecutionStarted { TraceParent: not null } start
            || !new TraceLink(start.TraceParent, start.TraceState).TryParse(out var starter))
            return null;
        var trace = new InstanceTrace(instanceId, start, starter);
        foreach (var past in history)
            if (!trace.Remember(past) && AnsweredBy(past) is { } answered)
                trace.asked.Remove(answered);
        return trace;
    }

    /// <summary>Makes the spans of what a turn brought to its end. Called when the turn is durable.</summary>
    public void TurnIsDurable(Turn turn)
    {
        try
        {
            foreach (var happened in turn.Events)
                if (!Remember(happened))
                    Emit(happened);
            if (turn.Completed is { } completed)
                EmitEnd(completed.Timestamp, completed.Status.ToString(), completed.Failure?.ErrorMessage);
            else if (turn.ContinuedAs is not null)
                EmitEnd(turn.Events[0].Timestamp, "ContinuedAsNew", null);
        }
        catch (Exception)
        {
            // Whatever a listener's code throws, the turn is durable and must be acted upon.
        }
    }

    /// <summary>The span of an activity that begins to run; null when nobody wants it. It is current for the activity's code.</summary>
    public Activity? StartActivity(TaskScheduled request, DateTime now)
    {
        try
        {
            return DurableSpans
                .Start(
                    DurableSpans.Name(SpanTags.Activity, request.Name, request.Version ?? ""),
                    ActivityKind.Server,
                    Within(TraceLink.CallId(start, request.EventId)),
                    now,
                    SpanTags.Activity,
                    request.Name)?
                .SetTag(SpanTags.InstanceId, instanceId)
                .SetTag(SpanTags.TaskId, request.EventId)
                .WithVersion(request.Version);
        }
        catch (Exception)
        {
            return null; // As above: the activity runs whatever a listener's code throws.
        }
    }

    /// <summary>Ends the span of an activity that ran.</summary>
    public static void EndActivity(Activity? span, DateTime now, string? error)
    {
        try
        {
            span?.End(now, error);
        }
        catch (Exception)
        {
            // As above: the activity's outcome is posted whatever a listener's code throws.
        }
    }

    bool Remember(HistoryEvent happened)
    {
        switch (happened)
        {
            case OrchestratorStarted turn:
                begun ??= turn.Timestamp;
                return true;
            case TaskScheduled request:
                asked[request.EventId] = request;
                return true;
            case SubOrchestrationCreated request:
                asked[request.EventId] = request;
                return true;
            case TimerCreated request:
                asked[request.EventId] = request;
                return true;
            default:
                return false;
        }
    }

    static int? AnsweredBy(HistoryEvent happened) => happened switch
    {
        TaskCompleted e => e.TaskId,
        TaskFailed e => e.TaskId,
        SubOrchestrationCompleted e => e.TaskId,
        SubOrchestrationFailed e => e.TaskId,
        TimerFired e => e.TimerId,
        _ => null,
    };

    void Emit(HistoryEvent happened)
    {
        switch (happened)
        {
            case TaskCompleted e:
                EmitCall(e.TaskId, e.Timestamp, null);
                break;
            case TaskFailed e:
                EmitCall(e.TaskId, e.Timestamp, e.Failure.ErrorMessage);
                break;
            case SubOrchestrationCompleted e:
                EmitCall(e.TaskId, e.Timestamp, null);
                break;
            case SubOrchestrationFailed e:
                EmitCall(e.TaskId, e.Timestamp, e.Failure.ErrorMessage);
                break;
            case TimerFired e when asked.Remove(e.TimerId, out var request):
                Span($"{SpanTags.Orchestration}:{start.Name}:timer", ActivityKind.Internal, request.Timestamp, SpanTags.Timer, start.Name)?
                    .SetTag(SpanTags.FireAt, e.FireAt.ToString("o"))
                    .SetTag(SpanTags.TaskId, e.TimerId)
                    .End(e.Timestamp);
                break;
            case EventSent e:
                Span(DurableSpans.Name(SpanTags.OrchestrationEvent, e.Name), ActivityKind.Producer, e.Timestamp, SpanTags.Event, e.Name)?
                    .SetTag(SpanTags.ExecutionId, start.ExecutionId)
                    .SetTag(SpanTags.TargetInstanceId, e.InstanceId)
                    .End(e.Timestamp);
                break;
        }
    }

    void EmitCall(int taskId, DateTime at, string? error)
    {
        // A second answer to one request finds nothing here, and makes no second span.
        if (!asked.Remove(taskId, out var request))
            return;
        var (type, name, version) = request switch
        {
            TaskScheduled activity => (SpanTags.Activity, activity.Name, activity.Version ?? ""),
            SubOrchestrationCreated child => (SpanTags.Orchestration, child.Name, ""),
            _ => throw new InvalidOperationException($"Task {taskId} of '{instanceId}' was answered as what it is not."),
        };
        Span(DurableSpans.Name(type, name, version), ActivityKind.Client, request.Timestamp, type, name)?
            .WithId(TraceLink.CallId(start, taskId))
            .SetTag(SpanTags.TaskId, taskId)
            .WithVersion(version)
            .End(at, error);
    }

    void EmitEnd(DateTime at, string status, string? error)
    {
        var name = DurableSpans.Name(SpanTags.Orchestration, start.Name, start.Version);
        var span = DurableSpans.Start(name, ActivityKind.Server, starter, begun ?? at, SpanTags.Orchestration, start.Name)?
            .WithId(itself.SpanId)
            .SetTag(SpanTags.InstanceId, instanceId)
            .SetTag(SpanTags.ExecutionId, start.ExecutionId)
            .SetTag(SpanTags.Status, status)
            .WithVersion(start.Version);
        span?.End(at, error);
    }

    Activity? Span(string name, ActivityKind kind, DateTime from, string type, string task) =>
        DurableSpans.Start(name, kind, itself, from, type, task)?.SetTag(SpanTags.InstanceId, instanceId);

    ActivityContext Within(ActivitySpanId parent) => new(starter.TraceId, parent, starter.TraceFlags, starter.TraceState, isRemote: true);
}
