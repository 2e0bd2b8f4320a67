using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Trend;

namespace Orchestrations.App.Trend;

/// <summary>
/// The settings section <c>Trend</c>: Schedule (0 10 0 * * *), Symbols (BTCUSDT,ETHUSDT), Capital (0 USDT, given once from
/// CORE; zero starts nothing), FastLength (50), SlowLength (200), AdxLength (14), AtrLength (14), VolumeLength (20), MinAdx (25),
/// MinVolume (1.2), InitialStop (2), TrailingStop (3), RiskShare (0.01), MaxLeverage (2), MaxHoldDays (30).
/// </summary>
/// <param name="Portfolio">Whose books.</param>
/// <param name="Pairs">What is traded.</param>
/// <param name="Capital">What the engine is given once, in USDT.</param>
/// <param name="Parameters">When to enter and to leave.</param>
public sealed record TrendSettings(string Portfolio, IReadOnlyList<Pair> Pairs, Money Capital, TrendParameters Parameters)
{
    /// <summary>True when the engine has a capital to work with.</summary>
    public bool Enabled => Capital.IsPositive;

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static TrendSettings Read(SettingsReader settings, TradingSettings trading)
    {
        settings.Schedule("Trend:Schedule", "0 10 0 * * *", "when the timer runs, after the day's bar has closed");
        var standard = TrendParameters.Standard;
        var parameters = settings.Check("Trend", () => (standard with
        {
            FastLength = settings.Integer("Trend:FastLength", standard.FastLength, 1, 999, "bars of the fast average"),
            SlowLength = settings.Integer("Trend:SlowLength", standard.SlowLength, 2, 1000, "bars of the slow average"),
            AdxLength = settings.Integer("Trend:AdxLength", standard.AdxLength, 2, 100, "bars of the directional index"),
            AtrLength = settings.Integer("Trend:AtrLength", standard.AtrLength, 2, 100, "bars of the true range"),
            VolumeLength = settings.Integer("Trend:VolumeLength", standard.VolumeLength, 1, 1000, "bars of the volume's average"),
            MinAdx = settings.Decimal("Trend:MinAdx", standard.MinAdx, 0m, 100m, "the directional index must be above it"),
            MinVolume = settings.Decimal("Trend:MinVolume", standard.MinVolume, 0m, 100m,
                "the volume must be above so many times its average"),
            InitialStop = settings.Decimal("Trend:InitialStop", standard.InitialStop, 0.1m, 20m,
                "the first stop's distance in average true ranges"),
            TrailingStop = settings.Decimal("Trend:TrailingStop", standard.TrailingStop, 0.1m, 20m,
                "the trailing stop's distance in average true ranges"),
            RiskShare = settings.Decimal("Trend:RiskShare", standard.RiskShare, 0.0001m, 0.1m,
                "what a trade may lose down to its first stop"),
            MaxLeverage = settings.Decimal("Trend:MaxLeverage", standard.MaxLeverage, 0.1m, 10m,
                "the most a position may be of the engine's cash, times"),
            MaxHold = TimeSpan.FromDays(settings.Integer("Trend:MaxHoldDays", standard.MaxHold.Days, 1, 3650,
                "days that a position is held")),
        }).Checked());
        return new TrendSettings(
            trading.Portfolio,
            ContractSymbols.Read(settings, "Trend:Symbols", "the contracts that are traded"),
            new Money(settings.Decimal("Trend:Capital", 0m, 0m, 1_000_000_000_000m,
                "USDT given once from CORE; zero starts nothing; sizes and leverage are measured by the engine's own cash"), Asset.Usdt),
            parameters ?? standard);
    }
}
