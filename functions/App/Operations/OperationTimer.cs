using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Operations;

/// <summary>What every operation's timer does: ask whether it runs, start what is due, note what was started.</summary>
/// <param name="switches">Which operations run.</param>
/// <param name="runs">Where runs are noted.</param>
/// <param name="time">The time.</param>
public sealed class OperationTimer(OperationSwitches switches, OperationRuns runs, TimeProvider time)
{
    /// <summary>Starts the runs that are due, unless the operation is stopped or its settings start nothing.</summary>
    public async Task TickAsync(IOperation operation, TimerInfo timer, DurableTaskClient client, CancellationToken cancellation)
    {
        if (operation.Idle is null && await switches.RunsAsync(operation.Name, cancellation))
            await StartAsync(operation, client, RunTimes.DueAt(timer, time.GetUtcNow()), cancellation);
    }

    /// <summary>Starts the runs of a moment, whoever asks.</summary>
    public async Task<IReadOnlyList<OperationRun>> StartAsync(
        IOperation operation, DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation)
    {
        var started = await operation.StartAsync(client, now, cancellation);
        await runs.NoteAsync(operation.Name, started, cancellation);
        return started;
    }
}
