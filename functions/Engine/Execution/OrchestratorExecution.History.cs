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
            case TaskScheduled or SubOrchestrationCreated or TimerCreated or EventSent:
                if (pending.Match(happened, passOver))
                    Remember(happened);
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
            case EventRaised late when code is { IsCompleted: true }:
                Events.Keep(late.Name, late.Input); // Code that has ended takes nothing, whatever it still waited for: the next execution may.
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
}
