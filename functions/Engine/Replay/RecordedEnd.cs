using System.Text.Json;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Replay;

/// <summary>How an instance stood at the end of its history.</summary>
/// <param name="Ended">Its end; null while it was going on.</param>
/// <param name="WasImposed">True when not its code ended it: it was terminated, or the engine failed it for breaking the rules.</param>
sealed record RecordedEnd(ExecutionCompleted? Ended, bool WasImposed)
{
    public static RecordedEnd Of(IReadOnlyList<HistoryEvent> events) =>
        events[^1] is ExecutionCompleted ended ? new RecordedEnd(ended, IsImposed(ended)) : new RecordedEnd(null, false);

    /// <summary>
    /// What of the history can be replayed. In the turn that ended an instance from outside its code did not run, or what it
    /// asked for was dropped, so that turn proves nothing about the code.
    /// </summary>
    public IEnumerable<HistoryEvent> WithoutItsOwnTurn(IReadOnlyList<HistoryEvent> events)
    {
        if (!WasImposed)
            return events;
        var lastTurn = events.Count - 1;
        while (lastTurn > 0 && events[lastTurn] is not OrchestratorStarted)
            lastTurn--;
        return events.Take(lastTurn);
    }

    /// <summary>True when the code came to the same end, or to none as here.</summary>
    public bool IsSameAs(ExecutionCompleted? replayed, bool continuesAsNew)
    {
        if (Ended is null || replayed is null)
            return Ended is null && replayed is null;
        if (continuesAsNew && replayed.Status == OrchestrationRuntimeStatus.Completed)
            return false; // An execution that was left behind by continue-as-new keeps no history, so this one was not.
        return Ended.Status == replayed.Status
            && Ended.Failure?.ErrorType == replayed.Failure?.ErrorType
            && Ended.Failure?.ErrorMessage == replayed.Failure?.ErrorMessage
            && IsSameJson(Ended.Result, replayed.Result);
    }

    public string Describe() => Describe(Ended);

    public static string Describe(ExecutionCompleted? ended) => ended switch
    {
        null => "still waits",
        { Failure: { } failure } => $"{ended.Status}: {failure.ErrorType}: {failure.ErrorMessage}",
        _ => $"{ended.Status} with {ended.Result ?? "no output"}",
    };

    static bool IsImposed(ExecutionCompleted ended) =>
        ended.Status == OrchestrationRuntimeStatus.Terminated
        || (ended.Failure is { } failure
            && (failure.ErrorType == typeof(NonDeterministicOrchestrationException).ToString()
                || (failure.ErrorType == typeof(TaskNotFoundException).ToString()
                    && failure.ErrorMessage.Contains(EngineErrors.UnknownOrchestrator, StringComparison.Ordinal))
                || failure.ErrorType == typeof(HistoryTooLongException).ToString()
                || failure.ErrorMessage.Contains(EngineErrors.IllegalAwait, StringComparison.Ordinal)));

    static bool IsSameJson(string? one, string? other)
    {
        if (one == other)
            return true;
        if (one is null || other is null)
            return false;
        using var first = JsonDocument.Parse(one, HistoryCodec.AnyDepth);
        using var second = JsonDocument.Parse(other, HistoryCodec.AnyDepth);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
