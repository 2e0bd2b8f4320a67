using Microsoft.DurableTask;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Instances;

/// <summary>
/// One turn made durable: its history, its state, what it consumed and what it sends, in one transaction. Only afterwards do
/// its effects leave: activities start, other instances wake, waiters are told. Nothing of it happens when another instance
/// took the id while the turn ran.
/// </summary>
/// <param name="runner">Who ran the turn.</param>
/// <param name="instance">Whose turn it was.</param>
/// <param name="turn">What it produced.</param>
/// <param name="consumed">Stored messages that the turn took.</param>
/// <param name="next">The instance's state after the turn.</param>
/// <param name="rowChanged">False when only the history grew, as in most turns: then the instance's row is left alone.</param>
/// <param name="restart">The history of the next execution when the instance continued as new.</param>
sealed class TurnCommit(
    InstanceRunner runner,
    Instance instance,
    Turn turn,
    IReadOnlyList<long> consumed,
    InstanceRecord next,
    bool rowChanged,
    HistoryBatch? restart) : Commit
{
    readonly HistoryBatch batch = new(turn.Events, turn.OpenActivities > 0);
    readonly Outbox outbox = new(runner);
    readonly List<Instance> children = [];
    bool gone;

    /// <summary>When the turn began, as <see cref="EngineMeters.TurnBegins"/> gave it.</summary>
    public long Began { get; init; }

    /// <summary>Does the costly part ahead of the writer thread.</summary>
    public void Encode()
    {
        _ = (restart ?? batch).Encoded;
    }

    public override void Apply(IDurableTransaction transaction)
    {
        outbox.Clear();
        children.Clear();
        var key = next.Key;
        gone = instance.MayBeEnded && transaction.Find(next.Id) is not { IsTerminal: false };
        if (gone)
            return;
        if (restart is not null)
            transaction.DeleteHistory(key);
        gone = !transaction.Append(key, restart ?? batch);
        if (gone)
            return;
        foreach (var messageId in consumed)
            transaction.DeleteMessage(messageId);
        foreach (var timerId in turn.EndedTimers)
            transaction.DeleteTimer(key, timerId);
        foreach (var action in turn.Actions)
            Apply(transaction, action);
        if (turn.TerminateChildren)
            foreach (var child in instance.Execution!.OpenChildren.Values)
                Terminate(transaction, child);
        if (turn.Completed is { } completed)
        {
            transaction.DeleteTimersAndMessages(key);
            if (next.Parent is { } parent)
                outbox.Answer(transaction, parent, completed);
        }

        if (instance.Record.StartAt is not null)
            transaction.DeleteTimer(key, DurableTimers.StartTimer);
        if (rowChanged)
            transaction.Update(next);
    }

    public override void Committed()
    {
        if (gone)
        {
            runner.TurnIsGone(instance);
            return;
        }

        runner.Meters.TurnIsDurable(Began, next.Name);
        instance.Trace?.TurnIsDurable(turn);
        foreach (var timerId in turn.EndedTimers)
            instance.TimerOver(timerId);
        foreach (var child in children)
        {
            runner.Directory.Add(child);
            child.Post(new Message(null));
        }

        outbox.Deliver();
        foreach (var action in turn.Actions)
        {
            if (action is OrchestratorAction.CallActivity)
                runner.Activities.Start(instance, instance.Execution!.OpenActivities[action.EventId]);
            else if (action is OrchestratorAction.CreateTimer timer)
                runner.Timers.Add(new DurableTimer(instance, next.ExecutionId, timer.EventId, timer.FireAt));
        }

        runner.TurnIsDurable(instance, next, restart?.Events);
    }

    public override void Refused(Exception reason) => runner.TurnWasRefused(instance, reason);

    void Apply(IDurableTransaction transaction, OrchestratorAction action)
    {
        switch (action)
        {
            case OrchestratorAction.CreateTimer timer:
                transaction.AddTimer(next.Key, timer.EventId, timer.FireAt);
                break;
            case OrchestratorAction.SendEvent send:
                outbox.Send(transaction, Target(transaction, send.InstanceId), new EventRaised(next.UpdatedAt, send.Name, send.Input));
                break;
            case OrchestratorAction.CallSubOrchestration call:
                StartChild(transaction, call);
                break;
        }
    }

    void StartChild(IDurableTransaction transaction, OrchestratorAction.CallSubOrchestration call)
    {
        if (transaction.Find(call.InstanceId) is { } existing)
        {
            if (!existing.IsTerminal)
            {
                var failure = TaskFailureDetails.FromException(new OrchestrationAlreadyExistsException(call.InstanceId, existing.Status));
                outbox.Send(transaction, next, new SubOrchestrationFailed(next.UpdatedAt, call.EventId, failure));
                return;
            }

            transaction.Delete(existing.Key);
        }

        var child = runner.NewInstance(
            call.InstanceId,
            call.Name,
            call.Input,
            call.Version ?? runner.Versions.Default,
            new ParentLink(next.Name, next.Id, next.ExecutionId, call.EventId),
            call.Tags,
            startAt: null,
            TraceLink.ForChild(instance.Execution!.Start, call.EventId));
        transaction.Insert(child.Record);
        transaction.Append(child.Record.Key, new HistoryBatch(child.KnownHistory!, needsResume: true));
        children.Add(child);
    }

    void Terminate(IDurableTransaction transaction, string childId)
    {
        // An id that was taken when it was asked for belongs to an instance of somebody else.
        var child = transaction.Find(childId);
        if (child?.Parent?.InstanceId == next.Id)
            outbox.Send(transaction, child, new ExecutionTerminated(next.UpdatedAt, turn.Completed!.Result, Recursive: true));
    }

    InstanceRecord? Target(IDurableTransaction transaction, string instanceId) =>
        instanceId == next.Id ? next : transaction.Find(instanceId);
}
