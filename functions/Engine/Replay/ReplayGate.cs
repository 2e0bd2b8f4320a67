using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Tasks;

namespace Orchestrations.Engine.Replay;

/// <summary>
/// Replays stored histories against the code at hand, so that a change that would break running instances is found before a
/// deploy. Nothing happens but that: what the code asks for is compared, never done, and no activity is called.
/// </summary>
/// <param name="tasks">The code at hand.</param>
/// <param name="services">Where orchestrators that are classes get their dependencies. Orchestrators that are static functions need none.</param>
/// <param name="converter">As in <see cref="EngineOptions.DataConverter"/>; null for its default.</param>
public sealed class ReplayGate(TaskTable tasks, IServiceProvider services, DataConverter? converter = null)
{
    readonly DataConverter converter = converter ?? JsonDataConverter.Default;

    /// <summary>Replays one history.</summary>
    /// <exception cref="ReplayException">ORC-REPLAY-001: it is not a history.</exception>
    public ReplayFinding Check(StoredHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.Events.Count == 0 || history.Events[0] is not ExecutionStarted start)
            throw ReplayException.Unreadable($"The history of '{history.Id}' does not begin with its start.", null);
        if (tasks.FindOrchestrator(start.Name, start.Version) is not { } factory)
            return new ReplayFinding(history, ReplayVerdict.CodeGone, null, $"orchestrator '{start.Name}'", "no orchestrator of that name");

        var recorded = RecordedEnd.Of(history.Events);
        var execution = new OrchestratorExecution(
            start, history.Id, () => factory(services), customStatus: null, converter, NullLoggerFactory.Instance, static () => { });
        execution.Replay(recorded.WithoutItsOwnTurn(history.Events));
        var stand = execution.StandAfterReplay();
        if (stand.Fault is NonDeterministicOrchestrationException difference)
            return new ReplayFinding(history, VerdictOn(difference, recorded), difference.EventId, difference.Recorded, difference.Replayed);
        if (recorded.WasImposed)
            return Fine(history);
        var (then, now) = (recorded.Describe(), Describe(stand));
        return stand.Fault is null && recorded.IsSameAs(stand.Ended, stand.ContinuesAsNew)
            ? Fine(history)
            : new ReplayFinding(history, ReplayVerdict.DifferentEnd, null, then, now);
    }

    /// <summary>Replays histories, one after the other.</summary>
    public IEnumerable<ReplayFinding> Check(IEnumerable<StoredHistory> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        return histories.Select(Check);
    }

    static ReplayFinding Fine(StoredHistory history) => new(history, ReplayVerdict.Fine, null, "", "");

    static ReplayVerdict VerdictOn(NonDeterministicOrchestrationException difference, RecordedEnd recorded) =>
        difference.AsksForMore && recorded.Ended is not null ? ReplayVerdict.ExtraActions : ReplayVerdict.NonDeterministic;

    static string Describe(ReplayStand stand) => stand switch
    {
        { Fault: { } fault } => $"failed: {fault.GetType()}: {fault.Message}",
        { ContinuesAsNew: true, Ended.Status: OrchestrationRuntimeStatus.Completed } => "continues as new",
        _ => RecordedEnd.Describe(stand.Ended),
    };
}
