using System.Text.Json;

namespace Orchestrations.Engine.History;

/// <content>What an orchestration and entities have to do with each other.</content>
static partial class HistoryCodec
{
    static void WriteOfEntities(Utf8JsonWriter json, HistoryEvent happened)
    {
        switch (happened)
        {
            case EntityOperationSignaled e:
                json.WriteNumber("id", e.EventId);
                json.WriteString("entity", e.EntityId);
                json.WriteString("operation", e.Operation);
                WritePayload(json, "input", e.Input);
                if (e.ScheduledTime is { } due)
                    json.WriteString("due", due);
                break;
            case EntityOperationCalled e:
                json.WriteNumber("id", e.EventId);
                json.WriteString("entity", e.EntityId);
                json.WriteString("operation", e.Operation);
                WritePayload(json, "input", e.Input);
                break;
            case EntityOperationCompleted e:
                json.WriteNumber("task", e.TaskId);
                WritePayload(json, "result", e.Result);
                break;
            case EntityOperationFailed e:
                json.WriteNumber("task", e.TaskId);
                WriteFailure(json, e.Failure);
                break;
            case EntityLockRequested e:
                json.WriteNumber("id", e.EventId);
                json.WriteStartArray("entities");
                foreach (var entity in e.Entities)
                    json.WriteStringValue(entity);
                json.WriteEndArray();
                break;
            case EntityLockGranted e:
                json.WriteNumber("task", e.TaskId);
                break;
            case EntityUnlockSent e:
                json.WriteNumber("id", e.EventId);
                json.WriteNumber("lock", e.LockId);
                break;
        }
    }

    static HistoryEvent? ReadOfEntities(string? type, JsonElement e, DateTime at) => type switch
    {
        nameof(EntityOperationSignaled) => new EntityOperationSignaled(
            at,
            Number(e, "id"),
            Text(e, "entity"),
            Text(e, "operation"),
            Payload(e, "input"),
            e.TryGetProperty("due", out var due) ? due.GetDateTime() : null),
        nameof(EntityOperationCalled) => new EntityOperationCalled(
            at, Number(e, "id"), Text(e, "entity"), Text(e, "operation"), Payload(e, "input")),
        nameof(EntityOperationCompleted) => new EntityOperationCompleted(at, Number(e, "task"), Payload(e, "result")),
        nameof(EntityOperationFailed) => new EntityOperationFailed(at, Number(e, "task"), ReadFailure(e.GetProperty("failure"))),
        nameof(EntityLockRequested) => new EntityLockRequested(
            at, Number(e, "id"), [.. e.GetProperty("entities").EnumerateArray().Select(entity => entity.GetString()!)]),
        nameof(EntityLockGranted) => new EntityLockGranted(at, Number(e, "task")),
        nameof(EntityUnlockSent) => new EntityUnlockSent(at, Number(e, "id"), Number(e, "lock")),
        _ => null,
    };
}
