using Orchestrations.Engine.Replay;

namespace Orchestrations.Engine.Execution;

sealed partial class OrchestratorExecution
{
    /// <summary>How the code stands after <see cref="Replay"/>, for whoever only wants to know and takes no turn.</summary>
    public ReplayStand StandAfterReplay()
    {
        if (fault is null)
            DetectStuckCode();
        return new ReplayStand(fault, fault is null ? Completion(Now) : null, context.ContinueAs is not null);
    }
}
