namespace Orchestrations.Engine.Execution;

/// <summary>
/// The one logical thread an orchestrator runs on. Continuations of durable tasks come back here and run in order within
/// the turn. A continuation that arrives from any other thread belongs to something that is not durable (Task.Delay,
/// HttpClient, Task.Run): it could never be replayed, so it is not run and the execution is told.
/// </summary>
sealed class OrchestratorThread(Action onForeignContinuation) : SynchronizationContext
{
    [ThreadStatic]
    static OrchestratorThread? entered;

    readonly Queue<(SendOrPostCallback Callback, object? State)> continuations = new();

    /// <summary>True when the calling code runs inside a turn of this execution.</summary>
    public bool IsCurrent => entered == this;

    /// <summary>Runs a step of the orchestrator and everything that it makes runnable.</summary>
    public void Run(Action step)
    {
        var outer = Current;
        var outerEntered = entered;
        SetSynchronizationContext(this);
        entered = this;
        try
        {
            step();
            while (continuations.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            entered = outerEntered;
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            continuations.Enqueue((d, state));
        else
            onForeignContinuation();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            d(state);
        else
            onForeignContinuation();
    }

    public override SynchronizationContext CreateCopy() => this;
}
