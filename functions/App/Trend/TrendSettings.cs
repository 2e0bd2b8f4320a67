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
    /// <summary>The setting of the timer's schedule.</summary>
    public const string ScheduleKey = "Trend:Schedule";

    /// <summary>When the timer runs unless it is set: daily, after the day's bar has closed.</summary>
    public const string StandardSchedule = "0 10 0 * * *";

    /// <summary>True when the engine has a capital to work with.</summary>
    public bool Enabled => Capital.IsPositive;

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static TrendSettings Read(SettingsReader settings, TradingSettings trading)
    {
        var standard = TrendParameters.Standard;
        var parameters = settings.Check("Trend", () => (standard with
        {
            FastLength = settings.Integer("Trend:FastLength", standard.FastLength, 1, 999),
            SlowLength = settings.Integer("Trend:SlowLength", standard.SlowLength, 2, 1000),
            AdxLength = settings.Integer("Trend:AdxLength", standard.AdxLength, 2, 100),
            AtrLength = settings.Integer("Trend:AtrLength", standard.AtrLength, 2, 100),
            VolumeLength = settings.Integer("Trend:VolumeLength", standard.VolumeLength, 1, 1000),
            MinAdx = settings.Decimal("Trend:MinAdx", standard.MinAdx, 0m, 100m),
            MinVolume = settings.Decimal("Trend:MinVolume", standard.MinVolume, 0m, 100m),
            InitialStop = settings.Decimal("Trend:InitialStop", standard.InitialStop, 0.1m, 20m),
            TrailingStop = settings.Decimal("Trend:TrailingStop", standard.TrailingStop, 0.1m, 20m),
            RiskShare = settings.Decimal("Trend:RiskShare", standard.RiskShare, 0.0001m, 0.1m),
            MaxLeverage = settings.Decimal("Trend:MaxLeverage", standard.MaxLeverage, 0.1m, 10m),
            MaxHold = TimeSpan.FromDays(settings.Integer("Trend:MaxHoldDays", standard.MaxHold.Days, 1, 3650)),
        }).Checked());
        return new TrendSettings(
            trading.Portfolio,
            ContractSymbols.Read(settings, "Trend:Symbols"),
            new Money(settings.Decimal("Trend:Capital", 0m, 0m, 1_000_000_000_000m), Asset.Usdt),
            parameters ?? standard);
    }
}
