using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Instances;

/// <summary>
/// Ends an instance without running its code: for one whose turns cannot be made any more. Its parent is told as of any other
/// end. A turn that is under way comes to nothing; activities that run are not stopped, and their results are dropped.
/// Reports how it stood before: null when there is none, an ended status when there was nothing to do.
/// </summary>
/// <param name="runner">Who runs instances.</param>
/// <param name="instanceId">Which to end.</param>
/// <param name="output">Its output, as JSON.</param>
sealed class ForceTerminateCommit(InstanceRunner runner, string instanceId, string? output) : ClientCommit<OrchestrationRuntimeStatus?>
{
    readonly Outbox outbox = new(runner);
    OrchestrationRuntimeStatus? before;
    InstanceRecord? ended;

    public override void Apply(IDurableTransaction transaction)
    {
        outbox.Clear();
        ended = null;
        var found = transaction.Find(instanceId);
        before = found?.Status;
        if (found is null || found.IsTerminal)
            return;
        var now = runner.Now;
        var completed = new ExecutionCompleted(now, OrchestrationRuntimeStatus.Terminated, output, null);
        HistoryEvent[] events = [new OrchestratorStarted(now), new ExecutionTerminated(now, output, Recursive: false), completed];
        transaction.Append(found.Key, new HistoryBatch(events, needsResume: false));
        transaction.DeleteTimersAndMessages(found.Key);
        ended = found with
        {
            Status = OrchestrationRuntimeStatus.Terminated, UpdatedAt = now, CompletedAt = now, StartAt = null, Output = output,
        };
        transaction.Update(ended);
        if (found.Parent is { } parent)
            outbox.Answer(transaction, parent, completed);

        // Before it is durable: a turn of it may follow in the same transaction, and must look whether it still may be written.
        if (Active(found.Key) is { } active)
            active.MayBeEnded = true;
    }

    protected override OrchestrationRuntimeStatus? Report()
    {
        if (ended is not null && Active(ended.Key) is { } active)
        {
            runner.Directory.Remove(active);
            active.Publish(ended);
            active.Post(new Message(null)); // So that it leaves memory in a turn of its own.
        }

        outbox.Deliver();
        return before;
    }

    Instance? Active(long key) => runner.Directory.Find(instanceId) is { } active && active.Record.Key == key ? active : null;
}
