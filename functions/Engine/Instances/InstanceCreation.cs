using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Entities;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Instances;

/// <summary>Creates an instance within a commit, unless its id is taken in a state that may not be replaced.</summary>
/// <param name="runner">The engine.</param>
/// <param name="instance">The new instance.</param>
/// <param name="mayReplace">Whether an existing instance of that status gives way. One that still runs is ended by it.</param>
sealed class InstanceCreation(InstanceRunner runner, Instance instance, Func<OrchestrationRuntimeStatus, bool> mayReplace)
{
    readonly Outbox outbox = new(runner);
    readonly EntityOutbox entityOutbox = new(runner);
    InstanceRecord? replaced;

    public Instance Instance => instance;

    /// <summary>Who has the id and keeps it; null when the instance was created.</summary>
    public InstanceRecord? InTheWay { get; private set; }

    public void Apply(IDurableTransaction transaction)
    {
        outbox.Clear();
        entityOutbox.Clear();
        InTheWay = null;
        replaced = null;
        var record = instance.Record;
        if (transaction.Find(record.Id) is { } existing)
        {
            if (!mayReplace(existing.Status))
            {
                InTheWay = existing;
                return;
            }

            if (!existing.IsTerminal)
                Replace(transaction, existing);
            transaction.Delete(existing.Key);
        }

        transaction.Insert(record);
        transaction.Append(record.Key, new HistoryBatch(instance.KnownHistory!, needsResume: record.StartAt is null));
        if (record.StartAt is { } due)
            transaction.AddTimer(record.Key, DurableTimers.StartTimer, due);
    }

    /// <summary>Lets the instance begin. Called when the commit is durable, and only when it was created.</summary>
    public void Deliver()
    {
        if (replaced is not null && runner.Directory.Find(replaced.Id) is { } running && running.Record.Key == replaced.Key)
            runner.EndReplaced(running);
        runner.Directory.Add(instance);
        if (instance.Record.StartAt is { } due)
            runner.Timers.Add(new DurableTimer(instance, instance.Record.ExecutionId, DurableTimers.StartTimer, due));
        else
            instance.Post(new Message(null));
        outbox.Deliver();
        entityOutbox.Deliver();
    }

    void Replace(IDurableTransaction transaction, InstanceRecord existing)
    {
        replaced = existing;
        entityOutbox.ReleaseLocks(transaction, existing);
        if (existing.Parent is { } parent)
            outbox.Answer(transaction, parent, new ExecutionCompleted(runner.Now, OrchestrationRuntimeStatus.Terminated, null, null));
    }
}
