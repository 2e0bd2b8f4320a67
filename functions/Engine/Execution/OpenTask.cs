using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Orchestrations.Engine.Execution;

/// <summary>A durable task the orchestrator holds and whose end has not arrived: an activity, sub-orchestration, timer or event wait.</summary>
abstract class OpenTask
{
    /// <summary>The name of the activity, orchestrator or entity operation; empty for timers and events.</summary>
    public string Name { get; init; } = "";

    /// <summary>The entity that is called; null when it is none.</summary>
    public EntityInstanceId? Entity { get; init; }

    /// <summary>Ends it with a result in JSON (null for none).</summary>
    public abstract void Complete(string? json);

    /// <summary>Ends it with a failure.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Ends it as cancelled, when it has not ended yet.</summary>
    public abstract void Cancel(CancellationToken cancellation);
}

/// <inheritdoc />
sealed class OpenTask<T>(DataConverter converter) : OpenTask
{
    // Continuations run inline on purpose: the execution completes tasks only from its own logical thread.
    readonly TaskCompletionSource<T> completion = new();

    public Task<T> Task => completion.Task;

    public override void Complete(string? json)
    {
        T result;
        try
        {
            result = json is null ? default! : converter.Deserialize<T>(json)!;
        }
        catch (Exception exception)
        {
            // The orchestrator sees why, instead of hanging: a result that does not fit is a bug in its signature.
            completion.TrySetException(exception);
            return;
        }

        completion.TrySetResult(result);
    }

    public override void Fail(Exception exception) => completion.TrySetException(exception);

    public override void Cancel(CancellationToken cancellation) => completion.TrySetCanceled(cancellation);
}
