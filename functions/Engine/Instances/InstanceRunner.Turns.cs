using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Instances;

/// <content>One turn: mail in, orchestrator code, one commit.</content>
sealed partial class InstanceRunner
{
    /// <summary>Runs one turn over the mail. Called by the instance itself, on a worker's thread.</summary>
    public void RunTurn(Instance instance, List<Message> mail)
    {
        using var logged = logger.BeginScope(new InstanceScope(instance.Record.Id, instance.Record.Name));
        try
        {
            var record = instance.Record;
            if (record.IsTerminal)
            {
                // Late mail to an ended instance: its stored messages went with it.
                Unload(instance);
                instance.Rest();
                return;
            }

            if (record.StartAt > Now && !mail.Exists(message => message.Event is ExecutionTerminated))
            {
                instance.Rest(keep: mail); // A scheduled start is not due: what arrives waits for it.
                return;
            }

            var mismatch = instance.Execution is null ? Versions.Mismatch(record.Version) : null;
            if (mismatch is not null && !Versions.FailsMismatches && !mail.Exists(message => message.Event is ExecutionTerminated))
            {
                LeaveToOthers(instance, mismatch);
                instance.Rest(keep: mail); // Whatever arrives waits too; only a termination needs no code.
                return;
            }

            var began = Meters.TurnBegins();
            var execution = instance.Execution ?? Load(instance, mismatch);
            var arrived = new List<HistoryEvent>(mail.Count);
            List<long>? consumed = null;
            foreach (var message in mail)
            {
                // An answer to an execution that has ended by continue-as-new would pass for one to the next: both number from 0.
                if (message.Event is not null && (message.ExecutionId is null || message.ExecutionId == record.ExecutionId))
                    arrived.Add(message.Event);
                if (message.StoredId != 0)
                    (consumed ??= []).Add(message.StoredId);
            }

            if (instance.HistoryLength >= historyMost)
                execution.FailNext(new HistoryTooLongException(record.Id, instance.HistoryLength, historyMost));
            if (arrived.Count == 0 && !execution.MustTakeTurn)
                Idle(instance);
            else
                Commit(instance, execution.RunTurn(Now, arrived), consumed ?? [], began);
        }
        catch (Exception unexpected)
        {
            TurnWasRefused(instance, unexpected);
        }
    }

    void Commit(Instance instance, Turn turn, IReadOnlyList<long> consumed, long began)
    {
        Interlocked.Increment(ref turns);
        var record = instance.Record;
        var now = turn.Events[0].Timestamp;
        var next = record with { UpdatedAt = now, CustomStatus = instance.Execution!.CustomStatus, Status = StatusAfter(turn), StartAt = null };
        HistoryBatch? restart = null;
        if (turn.Completed is { } completed)
        {
            next = next with { CompletedAt = now, Output = completed.Result, Failure = completed.Failure };
        }
        else if (turn.ContinuedAs is { } continued)
        {
            var version = continued.Version ?? record.Version;
            // Named after the execution before it: within one tick of the clock, key and message number may be the same.
            var executionId = ReplaySafeGuid.ExecutionId(record.ExecutionId, now, Interlocked.Increment(ref lastMessageId));
            next = next with { ExecutionId = executionId, Version = version, Input = continued.Input };
            var start = instance.Execution.Start;
            var begins = instance.Execution.SuccessorBegins;
            var history = new List<HistoryEvent>
            {
                start with { Timestamp = begins, ExecutionId = executionId, Input = continued.Input, Version = version },
            };
            history.AddRange(continued.Events.Select(kept => new EventRaised(begins, kept.Name, kept.Input)));
            restart = new HistoryBatch(history, needsResume: true);
        }

        MeasureHistory(instance, restart is null ? instance.HistoryLength + turn.Events.Count : 0);

        var rowChanged = turn.Completed is not null || restart is not null || record.StartAt is not null
            || next.Status != record.Status || next.CustomStatus != record.CustomStatus;
        var commit = new TurnCommit(this, instance, turn, consumed, next, rowChanged, restart) { Began = began };
        if (Store.NeedsEncoding)
            commit.Encode();
        Commits.Enqueue(commit);
    }

    static OrchestrationRuntimeStatus StatusAfter(Turn turn) =>
        turn.Completed?.Status ?? (turn.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running);

    void LeaveToOthers(Instance instance, string mismatch)
    {
        if (instance.WaitsBecause == mismatch)
            return;
        instance.WaitsBecause = mismatch;
        Interlocked.Increment(ref rejected);
        logger.LogWarning(
            "Instance '{Instance}' of '{Name}' waits for a host of another version: {Reason}",
            instance.Record.Id,
            instance.Record.Name,
            mismatch);
    }
}
