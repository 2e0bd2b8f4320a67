using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>
/// The rules of the two pairs of the plan as Bybit states them in <c>/v5/market/instruments-info?category=spot</c>.
/// Bybit changes the largest quantities twice a month; these are values it has published, good enough for paper.
/// </summary>
public static class PaperInstruments
{
    /// <summary>Spot taker fee of a non-VIP account: 0.1 %.</summary>
    public const decimal DefaultTakerFeeRate = 0.001m;

    /// <summary>
    /// BTC/USDT, from the example answer of Bybit's V5 documentation (v5/market/instrument): tick 0.01, base precision
    /// 0.000001, quote precision 0.0000001, least order 5 USDT, market orders to 41.5 BTC, limit orders to 83 BTC.
    /// </summary>
    public static SpotInstrument BtcUsdt { get; } = new(
        Pair.Parse("BTCUSDT"), 0.01m, 0.000001m, 0.0000001m, 5m, 41.5m, 83m, 0.01m, DefaultTakerFeeRate);

    /// <summary>
    /// ETH/USDT. The documentation has no example; steps are those of recorded live answers (tick 0.01, base precision
    /// 0.00001, quote precision 0.0000001), limits those of a live answer of 2025 (market to 2,706 ETH, limit to 8,118 ETH),
    /// the least order is BTC/USDT's.
    /// </summary>
    public static SpotInstrument EthUsdt { get; } = new(
        Pair.Parse("ETHUSDT"), 0.01m, 0.00001m, 0.0000001m, 5m, 2706m, 8118m, 0.01m, DefaultTakerFeeRate);

    /// <summary>Taker fee of a non-VIP account on contracts: 0.055 %.</summary>
    public const decimal PerpetualTakerFeeRate = 0.00055m;

    /// <summary>
    /// The BTC/USDT contract, from the example answer of v5/market/instrument?category=linear: tick 0.10, lots of 0.001, least
    /// notional 5 USDT, market orders to 100 BTC, funding every 480 minutes, leverage to 100; the first risk tier's
    /// maintenance margin of 0.5 % is that of v5/market/risk-limit.
    /// </summary>
    public static PerpetualInstrument BtcPerpetual { get; } = new(
        Pair.Parse("BTCUSDT"), 0.10m, 0.001m, 0.001m, 5m, 100m, TimeSpan.FromHours(8), 100m, 0.005m, PerpetualTakerFeeRate);

    /// <summary>
    /// The ETH/USDT contract: tick and lot as live answers have had them (0.01, 0.01), the rest as of BTC/USDT, market orders
    /// to 1,500 ETH.
    /// </summary>
    public static PerpetualInstrument EthPerpetual { get; } = new(
        Pair.Parse("ETHUSDT"), 0.01m, 0.01m, 0.01m, 5m, 1500m, TimeSpan.FromHours(8), 100m, 0.005m, PerpetualTakerFeeRate);

    /// <summary>Both contracts.</summary>
    public static IReadOnlyList<PerpetualInstrument> Perpetuals { get; } = [BtcPerpetual, EthPerpetual];

    /// <summary>Both pairs.</summary>
    public static IReadOnlyList<SpotInstrument> Default { get; } = [BtcUsdt, EthUsdt];
}
