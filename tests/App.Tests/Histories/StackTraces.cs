using Microsoft.DurableTask;
using Orchestrations.Engine.History;

namespace Orchestrations.App.Tests.Histories;

/// <summary>Takes stack traces out of histories: they name the folders of whoever made them, and no replay reads them.</summary>
static class StackTraces
{
    public static HistoryEvent Remove(HistoryEvent happened) => happened switch
    {
        TaskFailed e => e with { Failure = Without(e.Failure) },
        SubOrchestrationFailed e => e with { Failure = Without(e.Failure) },
        ExecutionCompleted { Failure: { } failure } e => e with { Failure = Without(failure) },
        _ => happened,
    };

    static TaskFailureDetails Without(TaskFailureDetails failure) =>
        failure with { StackTrace = null, InnerFailure = failure.InnerFailure is { } inner ? Without(inner) : null };
}
