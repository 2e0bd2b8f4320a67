using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Ledger;

/// <summary>Units bought together.</summary>
/// <param name="Quantity">What is left of them, in the base coin; above zero.</param>
/// <param name="Cost">What that cost, fees included, in the quote coin.</param>
/// <param name="AcquiredAt">When, UTC; with average cost the first purchase of what is held.</param>
public sealed record CostLot(Quantity Quantity, Money Cost, DateTimeOffset AcquiredAt);
