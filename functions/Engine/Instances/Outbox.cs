using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Instances;

/// <summary>The messages one commit sends: stored with it, and delivered when it is durable.</summary>
sealed class Outbox(InstanceRunner runner)
{
    readonly List<(InstanceRecord Target, HistoryEvent Event, long MessageId)> sent = [];

    /// <summary>Forgets an attempt that was undone.</summary>
    public void Clear() => sent.Clear();

    /// <summary>Stores a message for a target; false when nobody is there to take it.</summary>
    /// <param name="transaction">The commit's writes.</param>
    /// <param name="target">The instance as the transaction sees it; null when there is none.</param>
    /// <param name="happened">The message.</param>
    /// <param name="executionId">The execution that waits for it; null when any may take it.</param>
    public bool Send(IDurableTransaction transaction, InstanceRecord? target, HistoryEvent happened, string? executionId = null)
    {
        // Whoever is gone, has ended or runs another execution by now no longer waits for it.
        if (target is null || target.IsTerminal || (executionId is not null && !target.Takes(executionId)))
            return false;
        var messageId = runner.NextMessageId();
        transaction.AddMessage(messageId, target.Key, happened);
        sent.Add((target, happened, messageId));
        return true;
    }

    /// <summary>Tells a waiting parent how its sub-orchestration ended.</summary>
    public void Answer(IDurableTransaction transaction, ParentLink parent, ExecutionCompleted completed) =>
        Send(transaction, transaction.Find(parent.InstanceId), AnswerTo(parent, completed), parent.ExecutionId);

    /// <summary>Hands the messages over. Called when the commit is durable.</summary>
    public void Deliver()
    {
        // By key: in the same transaction another instance may have taken the id, and that one was sent nothing.
        foreach (var (target, happened, messageId) in sent)
            if (runner.Directory.Find(target.Id) is { } instance && instance.Record.Key == target.Key)
                instance.Post(new Message(happened, messageId));
    }

    static HistoryEvent AnswerTo(ParentLink parent, ExecutionCompleted completed) =>
        completed.Status == OrchestrationRuntimeStatus.Completed
            ? new SubOrchestrationCompleted(completed.Timestamp, parent.TaskId, completed.Result)
            : new SubOrchestrationFailed(completed.Timestamp, parent.TaskId, completed.Failure ?? Terminated(completed.Result));

    static TaskFailureDetails Terminated(string? reason) => new(
        typeof(OrchestrationTerminatedException).ToString(),
        $"The sub-orchestration was terminated: {reason ?? "no reason given"}",
        null,
        null,
        null);
}
