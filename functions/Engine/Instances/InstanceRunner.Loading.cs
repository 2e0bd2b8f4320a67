using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Tracing;
using Orchestrations.Engine.Versions;

namespace Orchestrations.Engine.Instances;

/// <content>Which orchestrators are in memory: built when their instance has mail, dropped when it rests and others need the room.</content>
sealed partial class InstanceRunner
{
    OrchestratorExecution Load(Instance instance, string? mismatch)
    {
        var history = instance.KnownHistory ?? Store.ReadHistory(instance.Record.Key);
        instance.KnownHistory = null;
        instance.HistoryLength = history.Count;
        if (history.Count == 0 || history[0] is not ExecutionStarted start)
            throw new InvalidDataException($"The history of '{instance.Record.Id}' does not begin with its start.");
        var execution = NewExecution(instance.Record, start, () => instance.Post(new Message(null)));
        if (mismatch is not null)
        {
            execution.Refuse(new VersionMismatchException(mismatch), history);
        }
        else if (history.Count > 1)
        {
            execution.Replay(history);
            Interlocked.Add(ref replayedEvents, history.Count);
        }

        instance.Trace = InstanceTrace.Of(instance.Record.Id, history);
        instance.Execution = execution;
        Interlocked.Increment(ref loaded);

        // Nothing of it runs in this process: an instance leaves memory only when no activity is open. One whose replay failed
        // was not rebuilt to its end, so what it holds as open may have ended long ago; it only has to be failed.
        if (execution.IsFaulted)
            return execution;
        foreach (var open in execution.OpenActivities.Values.OrderBy(open => open.EventId))
            Activities.Start(instance, open);
        return execution;
    }

    void MeasureHistory(Instance instance, int length)
    {
        if (instance.HistoryLength < historyWarnsAt && length >= historyWarnsAt)
            logger.LogWarning(
                "The history of '{Instance}' has {Events} events; at {Most} it is failed. Let it continue as new. ({Code})",
                instance.Record.Id,
                length,
                historyMost,
                EngineErrors.HistoryTooLong);
        instance.HistoryLength = length;
    }

    void Idle(Instance instance)
    {
        // Over the limit, whoever comes to rest makes room; it is rebuilt from its history when something arrives for it.
        if (Loaded > mostLoaded && instance.Execution is { OpenActivities.Count: 0 })
            Unload(instance);
        instance.Rest();
    }

    void Unload(Instance instance)
    {
        if (instance.Execution is null)
            return;
        instance.Execution = null;
        instance.Trace = null;
        Interlocked.Decrement(ref loaded);
    }
}
