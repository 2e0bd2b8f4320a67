namespace Orchestrations.Domain.Capital;

/// <summary>What an increase of the capital is judged by.</summary>
/// <param name="Drawdown">The portfolio's drawdown from its peak, 0 to 1.</param>
/// <param name="BreakerIsNormal">True when no level of the breaker is on.</param>
/// <param name="Orders">How many orders ended within the window.</param>
/// <param name="FailedOrders">How many of them ended in an error: rejected, refused for a reason of the system, or unresolved.</param>
/// <param name="SinceError">Time since the last of those; null when there was none.</param>
/// <param name="Unassigned">What the exchange holds beyond what the ledger has assigned, in the quote coin.</param>
/// <param name="Wanted">The increase, in the quote coin.</param>
public sealed record CapitalReading(
    decimal Drawdown, bool BreakerIsNormal, int Orders, int FailedOrders, TimeSpan? SinceError, decimal Unassigned, decimal Wanted)
{
    /// <summary>Failed orders of all, 0 to 1; zero without orders.</summary>
    public decimal ErrorRate => Orders == 0 ? 0m : (decimal)FailedOrders / Orders;
}
