using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tests.Storage;

namespace Orchestrations.Engine.Tests.Crash;

/// <summary>A store whose machine loses power at one of its writes: before it is durable, or after, and before anyone hears of it.</summary>
/// <param name="inner">What survives.</param>
/// <param name="lastWrite">The write at which the power goes, from 0.</param>
/// <param name="durable">Whether that write still reaches the disk.</param>
sealed class PowerLossStore(IDurableStore inner, long lastWrite, bool durable) : StoreWrapper(inner)
{
    readonly TaskCompletionSource lost = new();

    /// <summary>Completes when the power is gone.</summary>
    public Task Lost => lost.Task;

    /// <summary>Writes that were asked for so far.</summary>
    public long Writes { get; private set; }

    public override void Write(IReadOnlyList<Commit> commits)
    {
        if (lost.Task.IsCompleted)
            throw new IOException("There is no power.");
        if (Writes++ != lastWrite)
        {
            Inner.Write(commits);
            return;
        }

        if (durable)
            Inner.Write(commits);
        lost.SetResult();
        throw new IOException("The power is gone.");
    }
}
