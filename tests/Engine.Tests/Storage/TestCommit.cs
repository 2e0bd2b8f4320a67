using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

/// <summary>A commit that does what the test says, and keeps what became of it.</summary>
sealed class TestCommit(Action<IDurableTransaction> apply, Action? committed = null) : Commit
{
    readonly TaskCompletionSource<Exception?> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null when it became durable; why not, when it was refused.</summary>
    public Task<Exception?> Outcome => outcome.Task.WaitAsync(TestClock.Patience);

    public override void Apply(IDurableTransaction transaction) => apply(transaction);

    public override void Committed()
    {
        outcome.TrySetResult(null);
        committed?.Invoke();
    }

    public override void Refused(Exception reason) => outcome.TrySetResult(reason);
}
