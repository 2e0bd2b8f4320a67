using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Exchange;

/// <summary>
/// What contracts did to the wallet: fills, funding settlements, forced closings. The only source that profits, funding and
/// fees of contracts are booked from.
/// </summary>
public interface ITransactionLog
{
    /// <summary>The lines from one time up to another, both included, oldest first. The newest may show late.</summary>
    /// <param name="from">UTC; at most two years back. An adapter reads longer spans in the exchange's windows of 7 days.</param>
    /// <param name="to">UTC.</param>
    /// <param name="cancellation">Stops the query.</param>
    Task<IReadOnlyList<Transaction>> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);
}
