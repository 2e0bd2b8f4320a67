using Microsoft.DurableTask.Client;

namespace Orchestrations.App.Operations;

/// <summary>An operation that a timer starts, and that people may start, stop and look at.</summary>
public interface IOperation
{
    /// <summary>Its name: a name of <see cref="Trading.OperationsSettings"/>.</summary>
    string Name { get; }

    /// <summary>The setting of its timer's schedule.</summary>
    string ScheduleKey { get; }

    /// <summary>Why its settings start nothing, with the remedy; null when they do.</summary>
    string? Idle => null;

    /// <summary>Starts the runs of a moment, or finds those that were started before: what they are called follows from the moment.</summary>
    /// <param name="client">Starts them.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="cancellation">Cancels the wait; they may still start.</param>
    Task<IReadOnlyList<OperationRun>> StartAsync(DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>A run of an operation.</summary>
/// <param name="Of">What it is of: a portfolio, a plan, a contract.</param>
/// <param name="Id">The instance id.</param>
public sealed record OperationRun(string Of, string Id);
