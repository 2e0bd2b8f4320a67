using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Risk;

/// <summary>What a coin is held for, and how it moves with the coin of an order.</summary>
/// <param name="Coin">The coin.</param>
/// <param name="Value">In the quote coin; zero or more.</param>
/// <param name="Correlation">
/// Of the daily returns with those of the order's coin, -1 to 1; 1 for the coin itself; null when it is not known.
/// </param>
public readonly record struct CoinExposure(Asset Coin, Money Value, decimal? Correlation);
