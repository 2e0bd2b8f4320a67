using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Instances;

/// <summary>A commit that somebody outside the engine waits for.</summary>
/// <typeparam name="T">What they learn.</typeparam>
abstract class ClientCommit<T> : Commit
{
    readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the writes are durable.</summary>
    public Task<T> Done => done.Task;

    /// <summary>Reports after the writes are durable.</summary>
    protected abstract T Report();

    public sealed override void Committed()
    {
        try
        {
            done.TrySetResult(Report());
        }
        catch (Exception refused)
        {
            done.TrySetException(refused);
        }
    }

    public sealed override void Refused(Exception reason) => done.TrySetException(reason);
}
