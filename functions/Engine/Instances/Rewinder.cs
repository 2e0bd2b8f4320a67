using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Instances;

/// <summary>Works out how failed instances go on, and has it written.</summary>
sealed class Rewinder(InstanceRunner runner)
{
    const int Tries = 5;

    static readonly HashSet<int> None = [];

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">ORC-ENGINE-011: it has not failed.</exception>
    public async Task RewindAsync(string instanceId, string? reason, CancellationToken cancellation)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var commit = new RewindCommit(runner, Plan(instanceId, reason));
            runner.Commits.Enqueue(commit);
            if (await commit.Done.WaitAsync(cancellation))
                return;
        }

        throw new InvalidOperationException($"The instance '{instanceId}' is being changed by others. ({EngineErrors.NotFailed})");
    }

    List<RewindPlan> Plan(string instanceId, string? reason)
    {
        var first = runner.Directory.Find(instanceId)?.Record ?? runner.Store.Find(instanceId)
            ?? throw new ArgumentException($"There is no instance '{instanceId}'.", nameof(instanceId));
        if (first.Status != OrchestrationRuntimeStatus.Failed)
            throw new InvalidOperationException(
                $"The instance '{instanceId}' is {first.Status}; only failed instances can be rewound. ({EngineErrors.NotFailed})");

        var plans = new List<RewindPlan>();
        var waiting = new Queue<InstanceRecord>([first]);
        while (waiting.TryDequeue(out var record))
        {
            var history = runner.Store.ReadHistory(record.Key);
            var children = FailedChildren(record, history);
            plans.Add(Plan(record, history, children.Keys.ToHashSet(), reason));
            foreach (var child in children.Values)
                waiting.Enqueue(child);
        }

        return plans;
    }

    RewindPlan Plan(InstanceRecord record, List<HistoryEvent> history, HashSet<int> rewoundChildren, string? reason)
    {
        var now = runner.Now;
        var start = (ExecutionStarted)history[0];
        var left = new RewoundHistory(history, events => Rehearse(record, start, events), rewoundChildren).Rewind();
        var executionId = ReplaySafeGuid.ExecutionId(record.Id, now, -runner.NextKey()); // Negative: nothing else counts so.
        left[0] = start with { ExecutionId = executionId };
        left.Add(new ExecutionRewound(now, reason));
        var after = record with
        {
            ExecutionId = executionId,
            RewoundFrom = record.RewoundFrom is { } earlier ? $"{earlier} {record.ExecutionId}" : record.ExecutionId,
            Status = OrchestrationRuntimeStatus.Running,
            UpdatedAt = now,
            CompletedAt = null,
            StartAt = null,
            Output = null,
            Failure = null,
        };
        return new RewindPlan(record, after, left);
    }

    /// <summary>The sub-orchestrations that failed, or failed later on unheard, by the number of their request.</summary>
    Dictionary<int, InstanceRecord> FailedChildren(InstanceRecord parent, List<HistoryEvent> history)
    {
        var completed = history.OfType<SubOrchestrationCompleted>().Select(answer => answer.TaskId).ToHashSet();
        var failed = new Dictionary<int, InstanceRecord>();
        foreach (var request in history.OfType<SubOrchestrationCreated>().Where(request => !completed.Contains(request.EventId)))
            if (runner.Store.Find(request.InstanceId) is { Status: OrchestrationRuntimeStatus.Failed, Parent: { } link } child
                && link.InstanceId == parent.Id && link.TaskId == request.EventId && parent.Takes(link.ExecutionId))
                failed.Add(request.EventId, child);
        return failed;
    }

    /// <summary>Runs the code over a history, with no effect, and tells which recorded requests it does not make.</summary>
    IReadOnlySet<int> Rehearse(InstanceRecord record, ExecutionStarted start, IReadOnlyList<HistoryEvent> events) =>
        runner.HasCodeFor(start) ? runner.NewExecution(record, start, static () => { }).Rehearse(events) : None;
}
