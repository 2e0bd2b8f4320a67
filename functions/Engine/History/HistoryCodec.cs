using System.Buffers;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.History;

/// <summary>
/// Histories as JSON: one array of events per turn. Payloads are embedded as they are, so a person can read a history with
/// any SQLite shell. Reading tolerates properties it does not know, so that a newer minor version can add some.
/// </summary>
static class HistoryCodec
{
    // A turn of many large results must not leave its buffer behind on every thread that ever ran one.
    const int LargestBufferKept = 1024 * 1024;

    // Payloads bring their own depth, below which they stand in the history; the one who made them has judged it.
    public static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = int.MaxValue };
    static readonly JsonWriterOptions Trusted = new() { SkipValidation = true, MaxDepth = int.MaxValue };

    [ThreadStatic]
    static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    static Utf8JsonWriter? writer;

    public static byte[] Encode(IReadOnlyList<HistoryEvent> events)
    {
        var output = buffer ??= new ArrayBufferWriter<byte>(4096);
        output.ResetWrittenCount();
        var json = writer ??= new Utf8JsonWriter(output, Trusted);
        json.Reset(output);
        json.WriteStartArray();
        foreach (var happened in events)
            Write(json, happened);
        json.WriteEndArray();
        json.Flush();
        var encoded = output.WrittenSpan.ToArray();
        if (output.Capacity > LargestBufferKept)
            buffer = null;
        return encoded;
    }

    public static List<HistoryEvent> Decode(ReadOnlyMemory<byte> data)
    {
        using var document = JsonDocument.Parse(data, AnyDepth);
        return Decode(document.RootElement);
    }

    public static List<HistoryEvent> Decode(JsonElement array)
    {
        var events = new List<HistoryEvent>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
            events.Add(Read(element));
        return events;
    }

    static void Write(Utf8JsonWriter json, HistoryEvent happened)
    {
        json.WriteStartObject();
        json.WriteString("type", happened.GetType().Name);
        json.WriteString("at", happened.Timestamp);
        switch (happened)
        {
            case ExecutionStarted e:
                json.WriteString("name", e.Name);
                json.WriteString("execution", e.ExecutionId);
                WritePayload(json, "input", e.Input);
                if (e.Version.Length > 0)
                    json.WriteString("version", e.Version);
                if (e.Parent is { } parent)
                {
                    json.WriteStartObject("parent");
                    json.WriteString("name", parent.Name);
                    json.WriteString("instance", parent.InstanceId);
                    json.WriteString("execution", parent.ExecutionId);
                    json.WriteNumber("task", parent.TaskId);
                    json.WriteEndObject();
                }

                if (e.Tags is { Count: > 0 })
                {
                    json.WriteStartObject("tags");
                    foreach (var (key, value) in e.Tags)
                        json.WriteString(key, value);
                    json.WriteEndObject();
                }

                if (e.TraceParent is { } trace)
                    json.WriteString("traceparent", trace);
                if (e.TraceState is { } state)
                    json.WriteString("tracestate", state);
                break;
            case TaskScheduled e:
                json.WriteNumber("id", e.EventId);
                json.WriteString("name", e.Name);
                WritePayload(json, "input", e.Input);
                if (e.Version is not null)
                    json.WriteString("version", e.Version);
                break;
            case TaskCompleted e:
                json.WriteNumber("task", e.TaskId);
                WritePayload(json, "result", e.Result);
                break;
            case TaskFailed e:
                json.WriteNumber("task", e.TaskId);
                WriteFailure(json, e.Failure);
                break;
            case SubOrchestrationCreated e:
                json.WriteNumber("id", e.EventId);
                json.WriteString("name", e.Name);
                json.WriteString("instance", e.InstanceId);
                WritePayload(json, "input", e.Input);
                break;
            case SubOrchestrationCompleted e:
                json.WriteNumber("task", e.TaskId);
                WritePayload(json, "result", e.Result);
                break;
            case SubOrchestrationFailed e:
                json.WriteNumber("task", e.TaskId);
                WriteFailure(json, e.Failure);
                break;
            case TimerCreated e:
                json.WriteNumber("id", e.EventId);
                json.WriteString("due", e.FireAt);
                break;
            case TimerFired e:
                json.WriteNumber("task", e.TimerId);
                json.WriteString("due", e.FireAt);
                break;
            case EventSent e:
                json.WriteNumber("id", e.EventId);
                json.WriteString("instance", e.InstanceId);
                json.WriteString("name", e.Name);
                WritePayload(json, "input", e.Input);
                break;
            case EventRaised e:
                json.WriteString("name", e.Name);
                WritePayload(json, "input", e.Input);
                break;
            case ExecutionSuspended e:
                json.WriteString("reason", e.Reason);
                break;
            case ExecutionResumed e:
                json.WriteString("reason", e.Reason);
                break;
            case ExecutionRewound e:
                json.WriteString("reason", e.Reason);
                break;
            case ExecutionTerminated e:
                WritePayload(json, "output", e.Output);
                json.WriteBoolean("recursive", e.Recursive);
                break;
            case ExecutionCompleted e:
                json.WriteString("status", e.Status.ToString());
                WritePayload(json, "result", e.Result);
                if (e.Failure is { } failure)
                    WriteFailure(json, failure);
                break;
        }

        json.WriteEndObject();
    }

    static HistoryEvent Read(JsonElement e)
    {
        var at = e.GetProperty("at").GetDateTime();
        return e.GetProperty("type").GetString() switch
        {
            nameof(ExecutionStarted) => new ExecutionStarted(
                at, Text(e, "name"), Text(e, "execution"), Payload(e, "input"), OptionalText(e, "version") ?? "", ReadParent(e), ReadTags(e))
            {
                TraceParent = OptionalText(e, "traceparent"),
                TraceState = OptionalText(e, "tracestate"),
            },
            nameof(OrchestratorStarted) => new OrchestratorStarted(at),
            nameof(TaskScheduled) => new TaskScheduled(
                at, Number(e, "id"), Text(e, "name"), Payload(e, "input"), OptionalText(e, "version")),
            nameof(TaskCompleted) => new TaskCompleted(at, Number(e, "task"), Payload(e, "result")),
            nameof(TaskFailed) => new TaskFailed(at, Number(e, "task"), ReadFailure(e.GetProperty("failure"))),
            nameof(SubOrchestrationCreated) => new SubOrchestrationCreated(
                at, Number(e, "id"), Text(e, "name"), Text(e, "instance"), Payload(e, "input")),
            nameof(SubOrchestrationCompleted) => new SubOrchestrationCompleted(at, Number(e, "task"), Payload(e, "result")),
            nameof(SubOrchestrationFailed) => new SubOrchestrationFailed(at, Number(e, "task"), ReadFailure(e.GetProperty("failure"))),
            nameof(TimerCreated) => new TimerCreated(at, Number(e, "id"), e.GetProperty("due").GetDateTime()),
            nameof(TimerFired) => new TimerFired(at, Number(e, "task"), e.GetProperty("due").GetDateTime()),
            nameof(EventSent) => new EventSent(at, Number(e, "id"), Text(e, "instance"), Text(e, "name"), Payload(e, "input")),
            nameof(EventRaised) => new EventRaised(at, Text(e, "name"), Payload(e, "input")),
            nameof(ExecutionSuspended) => new ExecutionSuspended(at, OptionalText(e, "reason")),
            nameof(ExecutionResumed) => new ExecutionResumed(at, OptionalText(e, "reason")),
            nameof(ExecutionRewound) => new ExecutionRewound(at, OptionalText(e, "reason")),
            nameof(ExecutionTerminated) => new ExecutionTerminated(at, Payload(e, "output"), e.GetProperty("recursive").GetBoolean()),
            nameof(ExecutionCompleted) => new ExecutionCompleted(
                at,
                Enum.Parse<OrchestrationRuntimeStatus>(Text(e, "status")),
                Payload(e, "result"),
                e.TryGetProperty("failure", out var failure) ? ReadFailure(failure) : null),
            var unknown => throw new JsonException($"A history holds an event of unknown type '{unknown}': it was written by a newer version."),
        };
    }

    static void WritePayload(Utf8JsonWriter json, string name, string? payload)
    {
        if (payload is null)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(payload, skipInputValidation: true);
    }

    static string? Payload(JsonElement e, string name) => e.TryGetProperty(name, out var payload) ? payload.GetRawText() : null;

    static string Text(JsonElement e, string name) => e.GetProperty(name).GetString()!;

    static string? OptionalText(JsonElement e, string name) => e.TryGetProperty(name, out var text) ? text.GetString() : null;

    static int Number(JsonElement e, string name) => e.GetProperty(name).GetInt32();

    static void WriteFailure(Utf8JsonWriter json, TaskFailureDetails failure)
    {
        json.WritePropertyName("failure");
        FailureCodec.Write(json, failure);
    }

    static TaskFailureDetails ReadFailure(JsonElement e) => FailureCodec.Read(e);

    static ParentLink? ReadParent(JsonElement e) => e.TryGetProperty("parent", out var parent)
        ? new ParentLink(Text(parent, "name"), Text(parent, "instance"), Text(parent, "execution"), Number(parent, "task"))
        : null;

    static Dictionary<string, string>? ReadTags(JsonElement e) => e.TryGetProperty("tags", out var tags)
        ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!)
        : null;
}
