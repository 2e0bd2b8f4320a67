using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.DurableTask;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Http;

/// <summary>
/// A history as the management API shows it: what was scheduled is merged into what came of it, turns and ids are left out.
/// Work that has not come back yet shows as scheduled.
/// </summary>
sealed class HistoryJson
{
    readonly Dictionary<int, (JsonObject Entry, string Name, DateTime At, string? Input)> scheduled = [];
    readonly List<JsonObject> entries = [];
    readonly bool showInput;
    readonly bool showOutput;

    HistoryJson(bool showInput, bool showOutput)
    {
        this.showInput = showInput;
        this.showOutput = showOutput;
    }

    public static JsonArray Of(IEnumerable<HistoryEvent> history, bool showInput, bool showOutput)
    {
        var json = new HistoryJson(showInput, showOutput);
        foreach (var fact in history)
            json.Add(fact);
        return new JsonArray([.. json.entries]);
    }

    void Add(HistoryEvent fact)
    {
        switch (fact)
        {
            case ExecutionStarted started:
                Add("ExecutionStarted", fact, ("FunctionName", started.Name), Input(started.Input));
                break;
            case TaskScheduled task:
                var asked = Add("TaskScheduled", fact, ("Name", task.Name), Input(task.Input));
                scheduled[task.EventId] = (asked, task.Name, fact.Timestamp, task.Input);
                break;
            case TaskCompleted task:
                AddEnd("TaskCompleted", fact, task.TaskId, Result(task.Result));
                break;
            case TaskFailed task:
                AddEnd("TaskFailed", fact, task.TaskId, Reason(task.Failure), Details(task.Failure));
                break;
            case SubOrchestrationCreated child:
                var entry = Add(
                    "SubOrchestrationInstanceCreated",
                    fact,
                    ("Name", child.Name),
                    ("InstanceId", child.InstanceId),
                    Input(child.Input));
                scheduled[child.EventId] = (entry, child.Name, fact.Timestamp, child.Input);
                break;
            case SubOrchestrationCompleted child:
                AddEnd("SubOrchestrationInstanceCompleted", fact, child.TaskId, Result(child.Result));
                break;
            case SubOrchestrationFailed child:
                AddEnd("SubOrchestrationInstanceFailed", fact, child.TaskId, Reason(child.Failure), Details(child.Failure));
                break;
            case TimerCreated timer:
                Add("TimerCreated", fact, ("FireAt", Time(timer.FireAt)));
                break;
            case TimerFired timer:
                Add("TimerFired", fact, ("FireAt", Time(timer.FireAt)));
                break;
            case EventSent sent:
                Add("EventSent", fact, ("InstanceId", sent.InstanceId), ("Name", sent.Name), Input(sent.Input));
                break;
            case EventRaised raised:
                Add("EventRaised", fact, ("Name", raised.Name), Input(raised.Input));
                break;
            case ExecutionSuspended suspended:
                Add("ExecutionSuspended", fact, ("Reason", suspended.Reason));
                break;
            case ExecutionResumed resumed:
                Add("ExecutionResumed", fact, ("Reason", resumed.Reason));
                break;
            case ExecutionRewound rewound:
                Add("ExecutionRewound", fact, ("Reason", rewound.Reason));
                break;
            case ExecutionTerminated terminated:
                Add("ExecutionTerminated", fact, Input(terminated.Output));
                break;
            case ExecutionCompleted completed:
                Add(
                    "ExecutionCompleted",
                    fact,
                    ("OrchestrationStatus", completed.Status.ToString()),
                    Result(completed.Result),
                    completed.Failure is null ? default : Details(completed.Failure));
                break;
        }
    }

    void AddEnd(string type, HistoryEvent fact, int taskId, params ReadOnlySpan<(string Key, JsonNode? Value)> more)
    {
        var entry = Add(type, fact, more);
        if (!scheduled.Remove(taskId, out var start))
            return;
        entries.Remove(start.Entry);
        entry["FunctionName"] = start.Name;
        entry["ScheduledTime"] = Time(start.At);
        if (showInput)
            entry["Input"] = InstanceJson.Payload(start.Input);
    }

    // Members without a key are those this request does not want to see.
    JsonObject Add(string type, HistoryEvent fact, params ReadOnlySpan<(string Key, JsonNode? Value)> members)
    {
        var entry = new JsonObject { ["EventType"] = type, ["Timestamp"] = Time(fact.Timestamp) };
        foreach (var (key, value) in members)
            if (key is not null)
                entry[key] = value;
        entries.Add(entry);
        return entry;
    }

    (string Key, JsonNode? Value) Input(string? data) => showInput ? ("Input", InstanceJson.Payload(data)) : default;

    (string Key, JsonNode? Value) Result(string? data) => showOutput ? ("Result", InstanceJson.Payload(data)) : default;

    static (string Key, JsonNode? Value) Reason(TaskFailureDetails failure) => ("Reason", failure.ErrorMessage);

    static (string Key, JsonNode? Value) Details(TaskFailureDetails failure) => ("FailureDetails", Of(failure));

    static JsonObject Of(TaskFailureDetails failure)
        => new()
        {
            ["ErrorType"] = failure.ErrorType,
            ["ErrorMessage"] = failure.ErrorMessage,
            ["StackTrace"] = failure.StackTrace,
            ["InnerFailure"] = failure.InnerFailure is { } inner ? Of(inner) : null,
        };

    static string Time(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
}
