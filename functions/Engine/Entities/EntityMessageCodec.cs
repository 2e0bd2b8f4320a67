using System.Buffers;
using System.Text.Json;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Entities;

/// <summary>Messages to entities as JSON, with their payloads as they are.</summary>
static class EntityMessageCodec
{
    static readonly JsonWriterOptions trusted = new() { SkipValidation = true, MaxDepth = int.MaxValue };

    public static byte[] Encode(EntityMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, trusted);
        json.WriteStartObject();
        json.WriteString("type", message.GetType().Name);
        switch (message)
        {
            case EntityMessage.Signal signal:
                Write(json, signal.Operation, signal.Input);
                break;
            case EntityMessage.Call call:
                Write(json, call.Caller);
                Write(json, call.Operation, call.Input);
                break;
            case EntityMessage.AcquireLock acquire:
                Write(json, acquire.Owner);
                json.WriteStartArray("entities");
                foreach (var entity in acquire.Entities)
                    json.WriteStringValue(entity);
                json.WriteEndArray();
                json.WriteNumber("position", acquire.Position);
                break;
            case EntityMessage.ReleaseLock release:
                Write(json, release.Owner);
                break;
        }

        if (message.Trace.Parent is { } trace)
            json.WriteString("traceparent", trace);
        if (message.Trace.State is { } state)
            json.WriteString("tracestate", state);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    public static EntityMessage Decode(ReadOnlyMemory<byte> data)
    {
        using var document = JsonDocument.Parse(data, HistoryCodec.AnyDepth);
        var json = document.RootElement;
        return Decode(json) with { Trace = new TraceLink(Text(json, "traceparent"), Text(json, "tracestate")) };
    }

    static EntityMessage Decode(JsonElement json) => json.GetProperty("type").GetString() switch
    {
        nameof(EntityMessage.Signal) => new EntityMessage.Signal(Operation(json), Input(json)),
        nameof(EntityMessage.Call) => new EntityMessage.Call(Caller(json), Operation(json), Input(json)),
        nameof(EntityMessage.AcquireLock) => new EntityMessage.AcquireLock(
            Caller(json),
            [.. json.GetProperty("entities").EnumerateArray().Select(entity => entity.GetString()!)],
            json.GetProperty("position").GetInt32()),
        nameof(EntityMessage.ReleaseLock) => new EntityMessage.ReleaseLock(Caller(json)),
        var unknown => throw new JsonException($"A message to an entity is of unknown type '{unknown}': it was written by a newer version."),
    };

    static void Write(Utf8JsonWriter json, string operation, string? input)
    {
        json.WriteString("operation", operation);
        if (input is null)
            return;
        json.WritePropertyName("input");
        json.WriteRawValue(input, skipInputValidation: true);
    }

    static void Write(Utf8JsonWriter json, EntityCaller caller)
    {
        json.WriteString("instance", caller.InstanceId);
        json.WriteString("execution", caller.ExecutionId);
        json.WriteNumber("task", caller.TaskId);
    }

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;

    static string Operation(JsonElement json) => json.GetProperty("operation").GetString()!;

    static string? Input(JsonElement json) => json.TryGetProperty("input", out var input) ? input.GetRawText() : null;

    static EntityCaller Caller(JsonElement json) => new(
        json.GetProperty("instance").GetString()!, json.GetProperty("execution").GetString()!, json.GetProperty("task").GetInt32());
}
