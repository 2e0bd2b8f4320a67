using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Versions;

namespace Orchestrations.Engine.Execution;

/// <summary>
/// One orchestrator at work: its code suspended at an await, and what it waits for. It stays in memory between turns, so a
/// turn costs only its new events; after a restart the history is replayed once to rebuild it.
/// </summary>
/// <remarks>
/// Invariants: every action gets the next sequence number, in the order the code asks. An action is either pending (not yet
/// in the history) or recorded. A recorded action must match what the code asks for under the same number. Not thread-safe:
/// the instance that owns it runs one turn at a time.
/// </remarks>
sealed partial class OrchestratorExecution
{
    readonly OrchestratorThread thread;
    readonly OrchestratorContext context;
    readonly PendingActions pending = new();
    readonly Dictionary<int, OpenTask> open = [];
    readonly Dictionary<int, TaskScheduled> openActivities = [];
    readonly Dictionary<int, string> openChildren = [];
    readonly List<int> endedTimers = [];
    readonly List<HistoryEvent> whileSuspended = [];
    readonly Func<ITaskOrchestrator?> findOrchestrator;
    readonly Action onForeignContinuation;
    readonly Func<int, bool> passOver;
    Task<object?>? code;
    bool started;
    bool suspended;
    bool rewound;
    volatile bool foreignContinuation;
    ExecutionTerminated? terminated;
    Exception? fault;

    /// <param name="start">The first event of the history.</param>
    /// <param name="instanceId">Whose execution this is.</param>
    /// <param name="findOrchestrator">Makes the code; null when no orchestrator has the recorded name.</param>
    /// <param name="customStatus">The status shown before this execution began or was last in memory; it stays until the code sets another.</param>
    /// <param name="converter">Turns inputs, outputs and events to and from JSON.</param>
    /// <param name="loggers">Where replay-safe loggers write.</param>
    /// <param name="onForeignContinuation">Called, on any thread, when the code was resumed by something that is not durable.</param>
    public OrchestratorExecution(
        ExecutionStarted start,
        string instanceId,
        Func<ITaskOrchestrator?> findOrchestrator,
        string? customStatus,
        DataConverter converter,
        ILoggerFactory loggers,
        Action onForeignContinuation)
    {
        Start = start;
        InstanceId = instanceId;
        Converter = converter;
        CustomStatus = customStatus;
        this.findOrchestrator = findOrchestrator;
        this.onForeignContinuation = onForeignContinuation;
        passOver = PassOver;
        thread = new OrchestratorThread(ReportForeignContinuation);
        Events = new ExternalEvents(converter);
        context = new OrchestratorContext(this, loggers);
        Now = start.Timestamp;
    }

    public ExecutionStarted Start { get; }

    public string InstanceId { get; }

    public DataConverter Converter { get; }

    public ExternalEvents Events { get; }

    public DateTime Now { get; private set; }

    /// <inheritdoc cref="OrchestratorContext.SuccessorBegins"/>
    public DateTime SuccessorBegins => context.SuccessorBegins;

    public bool IsReplaying { get; private set; }

    public string? CustomStatus { get; private set; }

    /// <summary>Activities that were asked for and have not ended, by sequence number: after a restart they run again.</summary>
    public IReadOnlyDictionary<int, TaskScheduled> OpenActivities => openActivities;

    /// <summary>Sub-orchestrations that have not ended: their instance ids by sequence number.</summary>
    public IReadOnlyDictionary<int, string> OpenChildren => openChildren;

    /// <summary>True when it can only be failed: its code and its history differ, or its code broke the rules.</summary>
    public bool IsFaulted => fault is not null;

    /// <summary>True when a turn is needed though nothing arrived: the code has not begun, was rewound, or must be failed.</summary>
    public bool MustTakeTurn => !started || rewound || foreignContinuation || IsFaulted;

    /// <summary>Rebuilds the execution from the recorded past. No effect leaves it: what the code asks for again is matched, not done.</summary>
    public void Replay(IEnumerable<HistoryEvent> past)
    {
        IsReplaying = true;
        try
        {
            foreach (var recorded in past)
                Process(recorded);

            // A turn's requests are recorded with it, except while the instance is paused or was rewound and has taken no turn
            // since: what is left over otherwise was not asked for then.
            if (!suspended && !rewound && pending.Count > 0)
                throw NonDeterministicOrchestrationException.NotRecorded(pending.First);
        }
        catch (Exception mismatch)
        {
            fault = mismatch;
        }

        endedTimers.Clear();
    }

    /// <summary>Fails it at its next turn, without running its code; only its sub-orchestrations are known, so that they can end with it.</summary>
    public void Refuse(Exception reason, IEnumerable<HistoryEvent> past)
    {
        fault = reason;
        foreach (var recorded in past)
        {
            if (recorded is SubOrchestrationCreated child)
                openChildren.Add(child.EventId, child.InstanceId);
            Settle(recorded);
        }

        endedTimers.Clear();
    }

    /// <summary>Runs one turn over what has arrived since the last one.</summary>
    /// <param name="now">The turn's time, UTC; the orchestrator sees it as now.</param>
    /// <param name="arrived">New events, oldest first; empty for the first turn.</param>
    public Turn RunTurn(DateTime now, IReadOnlyList<HistoryEvent> arrived)
    {
        if (now < Now)
            now = Now; // The wall clock was set back; an orchestrator never sees time run backwards.
        IsReplaying = false;
        var events = new List<HistoryEvent>(arrived.Count + 4) { new OrchestratorStarted(now) };
        events.AddRange(arrived);
        terminated = arrived.OfType<ExecutionTerminated>().FirstOrDefault();
        if (fault is null && terminated is null)
            Advance(events);

        var actions = suspended || fault is not null || terminated is not null ? [] : pending.TakeAll();
        var completed = Completion(now);
        foreach (var action in actions)
            Record(action, events, now);

        var continuation = completed is { Status: OrchestrationRuntimeStatus.Completed } ? Continuation() : null;
        if (continuation is not null)
            completed = null;
        if (completed is not null)
            events.Add(completed);

        var turn = new Turn
        {
            Events = events,
            Actions = actions,
            EndedTimers = endedTimers.Count == 0 ? [] : endedTimers.ToArray(),
            OpenActivities = completed is null ? openActivities.Count : 0,
            Completed = completed,
            ContinuedAs = continuation,
            TerminateChildren = terminated is { Recursive: true },
            IsSuspended = suspended,
        };
        endedTimers.Clear();
        return turn;
    }

    /// <summary>Lets the code see what happened. Whatever escapes it (an async void method's exception) fails the instance.</summary>
    void Advance(List<HistoryEvent> events)
    {
        try
        {
            foreach (var happened in events)
                Process(happened);
            DetectStuckCode();
        }
        catch (Exception escaped)
        {
            fault = escaped;
        }
    }

    /// <summary>Starts a durable task: gives it the next sequence number and remembers it as open.</summary>
    public Task<T> Begin<T>(Func<int, OrchestratorAction> request, out int eventId)
    {
        var action = pending.Add(request);
        eventId = action.EventId;
        var task = new OpenTask<T>(Converter) { Name = action.TaskName };
        open.Add(eventId, task);
        return task.Task;
    }

    /// <summary>Asks for an effect that nobody waits for.</summary>
    public void Send(Func<int, OrchestratorAction> request) => pending.Add(request);

    /// <summary>Cancels a timer. It leaves no event: replayed code cancels it at the same point again.</summary>
    public void CancelTimer(int eventId, CancellationToken cancellation)
    {
        if (RefuseForeignCaller())
            return;
        if (!open.Remove(eventId, out var timer))
            return;
        if (!pending.Remove(eventId))
            endedTimers.Add(eventId);
        timer.Cancel(cancellation);
    }

    /// <summary>Shows a status to whoever queries the instance.</summary>
    public void SetCustomStatus(string? json) => CustomStatus = json;

    /// <exception cref="InvalidOperationException">The caller is not the orchestrator's own logical thread (ORC-ENGINE-004).</exception>
    public void EnsureLegalAccess()
    {
        if (!thread.IsCurrent)
            throw new InvalidOperationException(IllegalAwaitMessage);
    }

    /// <summary>
    /// True when the caller is not the orchestrator's own logical thread: a token of the wall clock was cancelled, which no
    /// replay could repeat. The instance is failed for it.
    /// </summary>
    public bool RefuseForeignCaller()
    {
        if (thread.IsCurrent)
            return false;
        ReportForeignContinuation();
        return true;
    }

    const string IllegalAwaitMessage =
        "The orchestrator's code was resumed by something that is not durable, such as Task.Delay, Task.Run, an HTTP call or "
        + "ConfigureAwait(false). Await only tasks of the TaskOrchestrationContext, and do everything else in activities. ("
        + EngineErrors.IllegalAwait + ")";

    void StartCode()
    {
        started = true;
        code = RunCodeAsync();
    }

    // The await is what keeps code that ends on a foreign thread (after ConfigureAwait(false)) from passing for code that ended
    // here: its end then arrives as a foreign continuation, every time, and not only when the other thread loses the race.
    async Task<object?> RunCodeAsync()
    {
        var orchestrator = findOrchestrator() ?? throw TaskNotFoundException.Orchestrator(Start.Name, Start.Version);
        var input = Start.Input is null ? null : Converter.Deserialize(Start.Input, orchestrator.InputType);
        return await orchestrator.RunAsync(context, input);
    }

    void Record(OrchestratorAction action, List<HistoryEvent> events, DateTime now)
    {
        var recorded = action.ToEvent(now);
        events.Add(recorded);
        Remember(recorded);
    }

    /// <summary>What is recorded as asked for is open until its end is.</summary>
    void Remember(HistoryEvent recorded)
    {
        if (recorded is TaskScheduled activity)
            openActivities.Add(activity.EventId, activity);
        else if (recorded is SubOrchestrationCreated child)
            openChildren.Add(child.EventId, child.InstanceId);
    }

    void DetectStuckCode()
    {
        if (suspended)
            return;
        if (foreignContinuation)
            fault = new InvalidOperationException(IllegalAwaitMessage);
        else if (code is { IsCompleted: false } && open.Count == 0 && !Events.HasWaiters)
            fault = new InvalidOperationException("The orchestrator's code waits for something that is not durable, so nothing can resume it. "
                + IllegalAwaitMessage);
    }

    ExecutionCompleted? Completion(DateTime now)
    {
        if (terminated is not null)
            return new ExecutionCompleted(now, OrchestrationRuntimeStatus.Terminated, terminated.Output, null);
        if (fault is not null)
            return Failed(fault);

        // As in Durable Task, an instance ends only when nothing it asked for is still open: an un-cancelled timer keeps it running.
        if (suspended || code is not { IsCompleted: true } || open.Count > 0)
            return null;
        if (code.IsFaulted)
            return Failed(code.Exception!.InnerExceptions[0]);
        if (code.IsCanceled)
            return Failed(new TaskCanceledException(code));
        try
        {
            var output = PayloadLimit.Serialize(Converter, code.Result, "orchestrator's output");
            return new ExecutionCompleted(now, OrchestrationRuntimeStatus.Completed, output, null);
        }
        catch (Exception unserializable)
        {
            return Failed(unserializable);
        }

        ExecutionCompleted Failed(Exception exception) =>
            new(
                now,
                OrchestrationRuntimeStatus.Failed,
                null,
                exception is VersionMismatchException mismatch ? mismatch.Details : TaskFailureDetails.FromException(exception));
    }

    Continuation? Continuation()
    {
        if (context.ContinueAs is not { } next)
            return null;
        return new Continuation(next.Input, next.Version, next.PreserveEvents ? Events.Buffered.ToArray() : []);
    }

    void ReportForeignContinuation()
    {
        foreignContinuation = true;
        onForeignContinuation();
    }
}
