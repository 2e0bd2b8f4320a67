namespace Orchestrations.Domain.Funding;

/// <summary>What the contract's instrument asks of the size of an order. Read anew before every hedge: it changes.</summary>
/// <param name="LotStep">Sizes are multiples of this, in the base coin.</param>
/// <param name="MinQuantity">The least size of an order, in the base coin.</param>
/// <param name="MinNotional">The least value of an order, in the quote coin.</param>
/// <param name="MaxMarketQuantity">The most one market order may trade, in the base coin.</param>
public sealed record HedgeRules(decimal LotStep, decimal MinQuantity, decimal MinNotional, decimal MaxMarketQuantity);
