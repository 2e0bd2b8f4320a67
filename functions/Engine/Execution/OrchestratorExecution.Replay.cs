using Orchestrations.Engine.Replay;

namespace Orchestrations.Engine.Execution;

sealed partial class OrchestratorExecution
{
    /// <summary>True while what was asked for under the number has not ended and was not cancelled.</summary>
    public bool IsOpen(int eventId) => open.ContainsKey(eventId);

    /// <summary>Fails the instance in its next turn, unless there is a reason already.</summary>
    public void FailNext(Exception reason) => fault ??= reason;

    /// <summary>How the code stands after <see cref="Replay"/>, for whoever only wants to know and takes no turn.</summary>
    public ReplayStand StandAfterReplay()
    {
        if (fault is null)
            DetectStuckCode();
        return new ReplayStand(fault, fault is null ? Completion(Now) : null, context.ContinueAs is not null);
    }
}
