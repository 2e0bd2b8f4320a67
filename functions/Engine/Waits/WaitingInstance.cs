using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Waits;

/// <summary>An instance that has not ended, and why.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its orchestrator.</param>
/// <param name="Status">How it stands.</param>
/// <param name="LastTurn">When it last did something, UTC.</param>
/// <param name="Waits">What it waits for.</param>
/// <param name="Problem">Why it cannot go on with the code at hand, for people; null when it can.</param>
public sealed record WaitingInstance(
    string Id,
    string Name,
    OrchestrationRuntimeStatus Status,
    DateTime LastTurn,
    IReadOnlyList<InstanceWait> Waits,
    string? Problem)
{
    /// <summary>
    /// Why a person should look, or null: its code and history do not fit, or nothing has come for longer than allowed for what
    /// somebody else owes it. Waiting for a timer, a child or a person is no trouble in itself.
    /// </summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="patience">How long an activity may run and a due timer may take.</param>
    public string? TroubleAt(DateTime now, TimeSpan patience)
    {
        if (Problem is not null)
            return Problem;
        foreach (var wait in Waits)
            if (wait is { Kind: WaitKind.Activity or WaitKind.Timer or WaitKind.Start, At: { } at } && now - at > patience)
                return wait.Kind is WaitKind.Activity ? $"{wait.Name} has not ended" : "a time that has passed has not come";
        return Waits.Count == 0 && now - LastTurn > patience ? "it waits for nothing and has not ended" : null;
    }
}
