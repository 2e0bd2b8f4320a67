namespace Orchestrations.Engine.History;

/// <summary>The sequence numbers by which what an orchestrator asked for and what came of it belong together.</summary>
static class HistoryEventIds
{
    /// <summary>The number of a request; null for what is none.</summary>
    public static int? RequestId(this HistoryEvent happened) => happened switch
    {
        TaskScheduled request => request.EventId,
        SubOrchestrationCreated request => request.EventId,
        TimerCreated request => request.EventId,
        EventSent request => request.EventId,
        _ => null,
    };

    /// <summary>The number of the request that something answers; null for what answers none.</summary>
    public static int? AnsweredId(this HistoryEvent happened) => happened switch
    {
        TaskCompleted answer => answer.TaskId,
        SubOrchestrationCompleted answer => answer.TaskId,
        TimerFired answer => answer.TimerId,
        _ => happened.FailedTask(),
    };

    /// <summary>The number of the request that failed; null for what is no failure.</summary>
    public static int? FailedTask(this HistoryEvent happened) => happened switch
    {
        TaskFailed failure => failure.TaskId,
        SubOrchestrationFailed failure => failure.TaskId,
        _ => null,
    };
}
