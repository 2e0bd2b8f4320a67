using Microsoft.DurableTask;

namespace Orchestrations.Engine.History;

/// <summary>
/// Takes the failures out of a failed instance's history, so that its code stands again where it waited for them. What ended
/// well stays, and is not run again.
/// </summary>
/// <remarks>
/// A failure that the code went on from (it was caught, or retried) stays too: without it, what the code did next would not
/// match the history. Such failures are found by rehearsing the code over what is left. When the code went on from every
/// failure and then failed because of one (it cleaned up, and threw again), the last one is taken out together with what came
/// of it.
/// </remarks>
sealed class RewoundHistory
{
    readonly List<HistoryEvent> past;
    readonly List<(int TaskId, int Turn)> failures = [];
    readonly Dictionary<int, int> turnOfRequest = [];
    readonly Func<IReadOnlyList<HistoryEvent>, IReadOnlySet<int>> rehearse;
    readonly IReadOnlySet<int> rewoundChildren;
    readonly bool failedByTask;

    /// <param name="history">The history of a failed instance.</param>
    /// <param name="rehearse">Which recorded requests the code no longer makes over a history.</param>
    /// <param name="rewoundChildren">Failed sub-orchestrations that will answer again: their requests stay.</param>
    public RewoundHistory(
        IReadOnlyList<HistoryEvent> history,
        Func<IReadOnlyList<HistoryEvent>, IReadOnlySet<int>> rehearse,
        IReadOnlySet<int> rewoundChildren)
    {
        this.rehearse = rehearse;
        this.rewoundChildren = rewoundChildren;
        past = [.. history.Where(happened => happened is not ExecutionCompleted)];
        failedByTask = IsOfTask(history.OfType<ExecutionCompleted>().LastOrDefault()?.Failure);
        var turn = 0;
        foreach (var happened in past)
        {
            if (happened is OrchestratorStarted)
                turn++;
            else if (happened.FailedTask() is { } failed)
                failures.Add((failed, turn));
            else if (happened.RequestId() is { } request)
                turnOfRequest[request] = turn;
        }
    }

    /// <summary>The history that is left.</summary>
    public List<HistoryEvent> Rewind()
    {
        var undone = failures.ToList();
        while (true)
        {
            var left = Without(undone.Select(failure => failure.TaskId).ToHashSet());
            var orphans = rehearse(left);
            if (orphans.Count == 0)
                return undone.Count == 0 && failures.Count > 0 && failedByTask ? WithoutTheLastAndWhatCameOfIt() : left;
            var handled = Handled(undone, orphans);
            if (handled.Count == 0)
                return WithoutTheLastAndWhatCameOfIt();
            undone.RemoveAll(handled.Contains);
        }
    }

    /// <summary>The failures that the requests must have come of: those of the same turn, or of the last one before it.</summary>
    HashSet<(int TaskId, int Turn)> Handled(List<(int TaskId, int Turn)> undone, IReadOnlySet<int> orphans)
    {
        var turns = orphans.Select(orphan => turnOfRequest[orphan]).ToHashSet();
        var handled = undone.Where(failure => turns.Contains(failure.Turn)).ToHashSet();
        if (handled.Count > 0)
            return handled;
        var earlier = undone.Where(failure => failure.Turn < turns.Min()).ToList();
        return earlier.Where(failure => failure.Turn == earlier.Max(other => other.Turn)).ToHashSet();
    }

    List<HistoryEvent> WithoutTheLastAndWhatCameOfIt()
    {
        HashSet<int> undone = failures.Count == 0 ? [] : [failures[^1].TaskId];
        var left = Without(undone);
        var orphans = rehearse(left);
        left.RemoveAll(happened => (happened.RequestId() ?? happened.AnsweredId()) is { } id && orphans.Contains(id));
        return left;
    }

    List<HistoryEvent> Without(HashSet<int> undone) =>
    [
        .. past.Where(happened =>
            !(happened.FailedTask() is { } failed && undone.Contains(failed))
            && !(happened.RequestId() is { } request && undone.Contains(request) && !rewoundChildren.Contains(request))),
    ];

    static bool IsOfTask(TaskFailureDetails? failure)
    {
        for (; failure is not null; failure = failure.InnerFailure)
            if (failure.ErrorType == typeof(TaskFailedException).ToString())
                return true;
        return false;
    }
}
