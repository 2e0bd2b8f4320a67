using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tasks;

namespace Orchestrations.Engine.Waits;

/// <summary>
/// Says why instances have not ended, from the database alone, also while an engine works on it: nothing is written, and what
/// is told of one instance was true of it at one moment. The code at hand is replayed over the history, for only it knows
/// which events it waits for; no activity is called.
/// </summary>
/// <param name="tasks">The code at hand.</param>
/// <param name="services">Where orchestrators that are classes get their dependencies.</param>
public sealed class WaitingInstances(TaskTable tasks, IServiceProvider services)
{
    const string LongestIdleFirst = "ORDER BY (SELECT max(at) FROM history h WHERE h.key = i.key) LIMIT $top";

    /// <summary>The unfinished instances that did something longest ago come first.</summary>
    /// <param name="databaseFile">The engine's database.</param>
    /// <param name="top">At most so many.</param>
    /// <exception cref="StorageException">ORC-STORE-010 to 013: the file cannot be opened or trusted.</exception>
    public IReadOnlyList<WaitingInstance> Read(string databaseFile, int top)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(top);
        return Explain(databaseFile, "", LongestIdleFirst, ("$top", top));
    }

    /// <summary>One instance; null when there is none of the id that has not ended.</summary>
    /// <param name="databaseFile">The engine's database.</param>
    /// <param name="id">The instance id.</param>
    /// <exception cref="StorageException">ORC-STORE-010 to 013: the file cannot be opened or trusted.</exception>
    public WaitingInstance? Find(string databaseFile, string id) =>
        Explain(databaseFile, "AND id = $id", "", ("$id", id)).SingleOrDefault();

    IReadOnlyList<WaitingInstance> Explain(string databaseFile, string which, string order, (string Name, object Value) parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseFile);
        using var connection = SqliteFile.OpenChecked(databaseFile);
        try
        {
            using var snapshot = connection.BeginTransaction(deferred: true);
            return [.. Unfinished(connection, which, order, parameter).Select(found => Explain(connection, found))];
        }
        catch (Exception damaged) when (damaged is SqliteException or JsonException or InvalidCastException or KeyNotFoundException)
        {
            throw SqliteFile.Corrupt(databaseFile, damaged.Message, damaged);
        }
    }

    /// <summary>What an execution waits for.</summary>
    internal static IReadOnlyList<InstanceWait> Of(IReadOnlyList<HistoryEvent> history, OrchestratorExecution? execution)
    {
        var open = new SortedDictionary<int, InstanceWait>();
        var isSuspended = false;
        foreach (var happened in history)
            Follow(open, happened, ref isSuspended);
        var waits = new List<InstanceWait>(open.Values);
        if (execution is not null)
        {
            // A timer that the code cancelled leaves no event.
            foreach (var (id, wait) in open)
                if (wait.Kind is WaitKind.Timer && !execution.IsOpen(id))
                    waits.Remove(wait);
            waits.AddRange(execution.Events.Awaited.Select(name => new InstanceWait(WaitKind.Event, name, null)));
        }

        if (isSuspended)
            waits.Add(new InstanceWait(WaitKind.Resume, "", null));
        return waits;
    }

    static void Follow(SortedDictionary<int, InstanceWait> open, HistoryEvent happened, ref bool isSuspended)
    {
        switch (happened)
        {
            case TaskScheduled activity:
                open[activity.EventId] = new InstanceWait(WaitKind.Activity, activity.Name, activity.Timestamp);
                break;
            case SubOrchestrationCreated child:
                open[child.EventId] = new InstanceWait(WaitKind.Child, child.Name, child.Timestamp, child.InstanceId);
                break;
            case TimerCreated timer:
                open[timer.EventId] = new InstanceWait(WaitKind.Timer, "", timer.FireAt);
                break;
            case EntityOperationCalled call:
                open[call.EventId] = new InstanceWait(WaitKind.Entity, call.EntityId, call.Timestamp);
                break;
            case EntityLockRequested locks:
                open[locks.EventId] = new InstanceWait(WaitKind.Entity, string.Join(", ", locks.Entities), locks.Timestamp);
                break;
            case var answer when answer.AnsweredId() is { } answered:
                open.Remove(answered);
                break;
            case ExecutionSuspended:
                isSuspended = true;
                break;
            case ExecutionResumed:
                isSuspended = false;
                break;
        }
    }

    WaitingInstance Explain(SqliteConnection connection, Found found)
    {
        var history = HistoryOf(connection, found.Key);
        var lastTurn = history.Count == 0 ? found.CreatedAt : history[^1].Timestamp;
        if (found.StartAt is { } due)
            return new WaitingInstance(
                found.Id, found.Name, found.Status, lastTurn, [new InstanceWait(WaitKind.Start, "", due)], Problem: null);
        var (execution, problem) = Replay(found, history);
        return new WaitingInstance(found.Id, found.Name, found.Status, lastTurn, Of(history, execution), problem);
    }

    (OrchestratorExecution? Execution, string? Problem) Replay(Found found, List<HistoryEvent> history)
    {
        if (history.Count == 0 || history[0] is not ExecutionStarted start)
            return (null, "its history does not begin with its start");
        if (tasks.FindOrchestrator(start.Name, start.Version) is not { } factory)
            return (null, $"there is no orchestrator '{start.Name}' in this program");
        var execution = new OrchestratorExecution(
            start, found.Id, () => factory(services), null, JsonDataConverter.Default, NullLoggerFactory.Instance, static () => { });
        execution.Replay(history);
        return execution.StandAfterReplay().Fault is { } fault ? (null, fault.Message) : (execution, null);
    }

    static List<Found> Unfinished(SqliteConnection connection, string which, string order, (string Name, object Value) parameter)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT key, id, name, status, created_at, start_at FROM instances i WHERE status IN (0, 6, 7) {which} {order}";
        command.Parameters.AddWithValue(parameter.Name, parameter.Value);
        using var rows = command.ExecuteReader();
        var found = new List<Found>();
        while (rows.Read())
            found.Add(new Found(
                rows.GetInt64(0),
                rows.GetString(1),
                rows.GetString(2),
                (OrchestrationRuntimeStatus)rows.GetInt32(3),
                new DateTime(rows.GetInt64(4), DateTimeKind.Utc),
                rows.IsDBNull(5) ? null : new DateTime(rows.GetInt64(5), DateTimeKind.Utc)));
        return found;
    }

    static List<HistoryEvent> HistoryOf(SqliteConnection connection, long key)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT events FROM history WHERE key = $key ORDER BY id";
        command.Parameters.AddWithValue("$key", key);
        using var rows = command.ExecuteReader();
        var events = new List<HistoryEvent>();
        while (rows.Read())
            events.AddRange(HistoryCodec.Decode((byte[])rows.GetValue(0)));
        return events;
    }

    sealed record Found(long Key, string Id, string Name, OrchestrationRuntimeStatus Status, DateTime CreatedAt, DateTime? StartAt);
}
