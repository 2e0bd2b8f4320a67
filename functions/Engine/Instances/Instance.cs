using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Instances;

/// <summary>
/// An instance that has not ended: its mailbox, and, while it is in memory, its orchestrator. It does one thing at a time:
/// idle, or waiting for a thread, or in a turn, or waiting for that turn to be durable.
/// </summary>
sealed class Instance(InstanceRunner runner, InstanceRecord record, IReadOnlyList<HistoryEvent>? history) : IThreadPoolWorkItem
{
    readonly Lock gate = new();
    List<Message> mailbox = [];
    List<Message> spare = [];
    HashSet<int>? timers;
    List<TaskCompletionSource<InstanceRecord>>? startWaiters;
    List<TaskCompletionSource<InstanceRecord>>? endWaiters;
    bool busy;
    volatile InstanceRecord current = record;

    /// <summary>The state as of the last durable turn.</summary>
    public InstanceRecord Record => current;

    /// <summary>The orchestrator, when it is in memory. Touched only inside a turn.</summary>
    public OrchestratorExecution? Execution { get; set; }

    /// <summary>The history to build the orchestrator from without reading the store: known for instances made in this process.</summary>
    public IReadOnlyList<HistoryEvent>? KnownHistory { get; set; } = history;

    /// <summary>True once a new instance took its id while it ran. Set on the writer's thread, before any later turn of it is written.</summary>
    public bool Replaced { get; set; }

    /// <summary>Puts a message into the mailbox and wakes the instance.</summary>
    public void Post(Message message)
    {
        lock (gate)
        {
            mailbox.Add(message);
            if (busy)
                return;
            busy = true;
        }

        runner.Work.Post(this);
    }

    /// <summary>Runs one turn on the calling thread.</summary>
    public void Execute()
    {
        List<Message> taken;
        lock (gate)
        {
            taken = mailbox;
            mailbox = spare;
            spare = taken;
        }

        runner.RunTurn(this, taken);
    }

    /// <summary>The turn is over and durable: go on with what arrived meanwhile, or rest.</summary>
    /// <param name="keep">Mail to leave in the mailbox, ahead of what arrived meanwhile, without being woken by it.</param>
    public void Rest(List<Message>? keep = null)
    {
        lock (gate)
        {
            var arrived = mailbox.Count > 0;
            if (keep is not null)
                mailbox.InsertRange(0, keep);
            spare.Clear();
            if (!arrived)
            {
                busy = false;
                return;
            }
        }

        runner.Work.Post(this);
    }

    /// <summary>Publishes the state of a durable turn and tells who waits for it.</summary>
    public void Publish(InstanceRecord next)
    {
        List<TaskCompletionSource<InstanceRecord>>? started = null;
        List<TaskCompletionSource<InstanceRecord>>? ended = null;
        lock (gate)
        {
            current = next;
            if (next.Status != OrchestrationRuntimeStatus.Pending)
                (started, startWaiters) = (startWaiters, null);
            if (next.IsTerminal)
                (ended, endWaiters) = (endWaiters, null);
        }

        foreach (var waiter in started ?? [])
            waiter.TrySetResult(next);
        foreach (var waiter in ended ?? [])
            waiter.TrySetResult(next);
    }

    /// <summary>Completes when the instance has left Pending, or has ended.</summary>
    public Task<InstanceRecord> WaitAsync(bool untilEnd, CancellationToken cancellation)
    {
        TaskCompletionSource<InstanceRecord> waiter;
        lock (gate)
        {
            if (untilEnd ? current.IsTerminal : current.Status != OrchestrationRuntimeStatus.Pending)
                return Task.FromResult(current);
            waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            (untilEnd ? endWaiters ??= [] : startWaiters ??= []).Add(waiter);
        }

        return waiter.Task.WaitAsync(cancellation);
    }

    /// <summary>Marks a timer as set.</summary>
    public void TimerSet(int timerId)
    {
        lock (gate)
            (timers ??= []).Add(timerId);
    }

    /// <summary>Marks a timer as over. False when it was over already: then nobody waits for it.</summary>
    public bool TimerOver(int timerId)
    {
        lock (gate)
            return timers?.Remove(timerId) ?? false;
    }
}
