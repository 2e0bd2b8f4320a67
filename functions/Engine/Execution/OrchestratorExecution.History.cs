using Microsoft.DurableTask;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Execution;

/// <content>What each event of the history means to the code: recorded requests are matched, answers are handed over.</content>
sealed partial class OrchestratorExecution
{
    void Process(HistoryEvent happened)
    {
        if (AnswersOrphan(happened))
            return;
        Settle(happened);
        if (suspended
            && happened is TaskCompleted or TaskFailed or SubOrchestrationCompleted or SubOrchestrationFailed or TimerFired or EventRaised)
        {
            // While paused, what arrives is kept (it is in the history already) and delivered when the instance goes on.
            whileSuspended.Add(happened);
            return;
        }

        switch (happened)
        {
            case OrchestratorStarted turn:
                Now = turn.Timestamp;
                rewound = false;
                if (!started)
                    thread.Run(StartCode);
                break;
            case TaskScheduled recorded:
                if (Match<OrchestratorAction.CallActivity>(recorded.EventId, $"activity '{recorded.Name}'", a => SameName(a.Name, recorded.Name)))
                    openActivities.Add(recorded.EventId, recorded);
                break;
            case SubOrchestrationCreated recorded:
                if (Match<OrchestratorAction.CallSubOrchestration>(
                    recorded.EventId, $"sub-orchestration '{recorded.Name}'", a => SameName(a.Name, recorded.Name)))
                    openChildren.Add(recorded.EventId, recorded.InstanceId);
                break;
            case TimerCreated recorded:
                Match<OrchestratorAction.CreateTimer>(recorded.EventId, "a timer", static _ => true);
                break;
            case EventSent recorded:
                Match<OrchestratorAction.SendEvent>(recorded.EventId, $"event '{recorded.Name}'", a => SameName(a.Name, recorded.Name));
                break;
            case TaskCompleted ended:
                End(ended.TaskId, task => task.Complete(ended.Result));
                break;
            case TaskFailed ended:
                End(ended.TaskId, task => task.Fail(new TaskFailedException(task.Name, ended.TaskId, ended.Failure)));
                break;
            case SubOrchestrationCompleted ended:
                End(ended.TaskId, task => task.Complete(ended.Result));
                break;
            case SubOrchestrationFailed ended:
                End(ended.TaskId, task => task.Fail(new TaskFailedException(task.Name, ended.TaskId, ended.Failure)));
                break;
            case TimerFired ended:
                End(ended.TimerId, static task => task.Complete(null));
                break;
            case EventRaised raised:
                thread.Run(() => Events.Raise(raised.Name, raised.Input));
                break;
            case ExecutionSuspended:
                suspended = true;
                break;
            case ExecutionResumed:
                Resume();
                break;
            case ExecutionRewound:
                rewound = true;
                break;
        }
    }

    /// <summary>What ended needs no one to run it again, even while the orchestrator is paused and has not been told.</summary>
    void Settle(HistoryEvent happened)
    {
        switch (happened)
        {
            case TaskCompleted ended:
                openActivities.Remove(ended.TaskId);
                break;
            case TaskFailed ended:
                openActivities.Remove(ended.TaskId);
                break;
            case SubOrchestrationCompleted ended:
                openChildren.Remove(ended.TaskId);
                break;
            case SubOrchestrationFailed ended:
                openChildren.Remove(ended.TaskId);
                break;
            case TimerFired ended:
                endedTimers.Add(ended.TimerId);
                break;
        }
    }

    void Resume()
    {
        suspended = false;
        var kept = whileSuspended.ToArray();
        whileSuspended.Clear();
        foreach (var happened in kept)
            Process(happened);
    }

    void End(int taskId, Action<OpenTask> end)
    {
        // A second answer to one request (an activity that ran twice around a crash) finds nothing open, and is dropped.
        if (open.Remove(taskId, out var task))
            thread.Run(() => end(task));
    }

    /// <summary>True when the code asked for what is recorded; false when that is passed over.</summary>
    bool Match<TAction>(int eventId, string recorded, Func<TAction, bool> same)
        where TAction : OrchestratorAction
    {
        if (pending.TryGetValue(eventId, out var asked) && asked is TAction action && same(action))
            return pending.Remove(eventId);
        if (PassOver(eventId))
            return false;
        throw asked is null
            ? NonDeterministicOrchestrationException.NotAskedFor(eventId, recorded)
            : new NonDeterministicOrchestrationException(eventId, recorded, asked.Describe());
    }

    static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
