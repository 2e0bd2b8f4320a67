using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Instruments;

/// <summary>
/// The exchange's rules for one spot pair, as Bybit V5 <c>instruments-info</c> states them. Limits change a few times a
/// month: read them again for every order.
/// </summary>
/// <param name="Pair">The pair they hold for.</param>
/// <param name="TickSize">Prices are multiples of this, in quote units.</param>
/// <param name="BasePrecision">Quantities are multiples of this, in base units (the lot step).</param>
/// <param name="QuotePrecision">Amounts of quote are multiples of this.</param>
/// <param name="MinOrderAmount">The least notional of an order, in quote units (<c>minOrderAmt</c>).</param>
/// <param name="MaxMarketQuantity">The most one market order may buy or sell, in base units (<c>maxMarketOrderQty</c>).</param>
/// <param name="MaxLimitQuantity">The most one limit order may buy or sell, in base units (<c>maxLimitOrderQty</c>).</param>
/// <param name="PriceLimitRatio">How far from the last price an order's price may lie, as a share (<c>priceLimitRatioX</c>).</param>
/// <param name="TakerFeeRate">The fee for taking liquidity, as a share; a spot buy pays it in the base coin.</param>
public sealed record SpotInstrument(
    Pair Pair,
    decimal TickSize,
    decimal BasePrecision,
    decimal QuotePrecision,
    decimal MinOrderAmount,
    decimal MaxMarketQuantity,
    decimal MaxLimitQuantity,
    decimal PriceLimitRatio,
    decimal TakerFeeRate);
