namespace Orchestrations.App.Trend;

/// <summary>The open trade of a contract as stored; its size follows from the books.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="EnteredAt">When it was entered, UTC; null while there is none.</param>
/// <param name="EntryPrice">What was paid on average.</param>
/// <param name="Stop">Where its stop stands.</param>
/// <param name="StopId">Our id of the stop.</param>
public sealed record TrendTradeItem(
    string Symbol, DateTimeOffset? EnteredAt = null, decimal EntryPrice = 0m, decimal Stop = 0m, string? StopId = null);
