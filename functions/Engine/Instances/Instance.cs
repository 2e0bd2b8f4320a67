using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Tracing;

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
    Dictionary<int, DurableTimer>? timers;
    List<TaskCompletionSource<InstanceRecord>>? startWaiters;
    List<TaskCompletionSource<InstanceRecord>>? endWaiters;
    bool busy;
    volatile InstanceRecord current = record;

    /// <summary>The state as of the last durable turn.</summary>
    public InstanceRecord Record => current;

    /// <summary>The orchestrator, when it is in memory. Touched only inside a turn.</summary>
    public OrchestratorExecution? Execution { get; set; }

    /// <summary>The spans of the execution in memory; null when nobody listens.</summary>
    public InstanceTrace? Trace { get; set; }

    /// <summary>The history to build the orchestrator from without reading the store: known for instances made in this process.</summary>
    public IReadOnlyList<HistoryEvent>? KnownHistory { get; set; } = history;

    /// <summary>Why this host lets it wait, for people; null when it does not. Written only inside a turn.</summary>
    public string? WaitsBecause { get; set; }

    /// <summary>How many events the history has, as far as it is known: right once the orchestrator is in memory.</summary>
    public int HistoryLength { get; set; }

    /// <summary>True when it may have been ended without a turn of its own: before a turn is written, the store is asked.</summary>
    public bool MayBeEnded { get; set; }

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

        runner.Woken();
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
        bool arrived;
        lock (gate)
        {
            arrived = mailbox.Count > 0;
            if (keep is not null)
                mailbox.InsertRange(0, keep);
            spare.Clear();
            busy = arrived;
        }

        if (arrived)
            runner.Work.Post(this);
        else
            runner.Rested();
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

        if (next.IsTerminal)
            EndTimers();
        foreach (var waiter in started ?? [])
            waiter.TrySetResult(next);
        foreach (var waiter in ended ?? [])
            waiter.TrySetResult(next);
    }

    /// <summary>Completes when the instance has left Pending, or has ended.</summary>
    public async Task<InstanceRecord> WaitAsync(bool untilEnd, CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource<InstanceRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (untilEnd ? current.IsTerminal : current.Status != OrchestrationRuntimeStatus.Pending)
                return current;
            (untilEnd ? endWaiters ??= [] : startWaiters ??= []).Add(waiter);
        }

        // Whoever gives up leaves nothing behind: an instance may be asked about for years.
        using var registration = cancellation.UnsafeRegister(_ => GiveUp(), null);
        return await waiter.Task;

        void GiveUp()
        {
            lock (gate)
                (untilEnd ? endWaiters : startWaiters)?.Remove(waiter);
            waiter.TrySetCanceled(cancellation);
        }
    }

    /// <summary>Remembers a timer that was set.</summary>
    public void TimerSet(DurableTimer timer)
    {
        lock (gate)
            (timers ??= []).Add(timer.Id, timer);
    }

    /// <summary>Forgets a timer that came due or was cancelled.</summary>
    public void TimerOver(int timerId)
    {
        DurableTimer? over = null;
        lock (gate)
            timers?.Remove(timerId, out over);
        if (over is not null)
            runner.Timers.Cancel(over);
    }

    /// <summary>Forgets all timers: the execution that asked for them is over.</summary>
    public void EndTimers()
    {
        Dictionary<int, DurableTimer>? over;
        lock (gate)
            (over, timers) = (timers, null);
        if (over is null)
            return;
        foreach (var timer in over.Values)
            runner.Timers.Cancel(timer);
    }
}
