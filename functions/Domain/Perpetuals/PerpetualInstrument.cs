using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>
/// The exchange's rules for one perpetual contract settled in USDT, as Bybit V5 <c>instruments-info?category=linear</c>
/// states them. Limits and the funding interval change: read them again for every decision.
/// </summary>
/// <param name="Pair">The pair they hold for; a contract is one unit of the base coin.</param>
/// <param name="TickSize">Prices are multiples of this, in quote units.</param>
/// <param name="LotStep">Sizes are multiples of this, in base units (<c>qtyStep</c>).</param>
/// <param name="MinQuantity">The least size of an order, in base units (<c>minOrderQty</c>).</param>
/// <param name="MinNotional">The least notional of an order, in quote units (<c>minNotionalValue</c>).</param>
/// <param name="MaxMarketQuantity">The most one market order may trade, in base units (<c>maxMktOrderQty</c>).</param>
/// <param name="FundingInterval">Time between two settlements of this contract: 1 to 8 hours (<c>fundingInterval</c>).</param>
/// <param name="MaxLeverage">The highest leverage the exchange takes (<c>leverageFilter</c>).</param>
/// <param name="MaintenanceMarginRate">The first risk tier's maintenance margin, as a share of the position's value.</param>
/// <param name="TakerFeeRate">The fee for taking liquidity, as a share; paid in the quote coin.</param>
public sealed record PerpetualInstrument(
    Pair Pair,
    decimal TickSize,
    decimal LotStep,
    decimal MinQuantity,
    decimal MinNotional,
    decimal MaxMarketQuantity,
    TimeSpan FundingInterval,
    decimal MaxLeverage,
    decimal MaintenanceMarginRate,
    decimal TakerFeeRate);
