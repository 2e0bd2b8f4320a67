using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;

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

    /// <summary>Both pairs.</summary>
    public static IReadOnlyList<SpotInstrument> Default { get; } = [BtcUsdt, EthUsdt];
}
