using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Funding;

namespace Orchestrations.App.Funding;

/// <summary>
/// The settings section <c>Funding</c>: Schedule (0 2 * * * *), Symbols (BTCUSDT,ETHUSDT), Capital (0 USDT, given once from
/// CORE; zero starts nothing), SpotShare (0.6), MinAnnualRate (0.10), MaxBasis (0.02), PositivePeriods (2), MaxHoldDays (14),
/// CompressionShare (0.5), MaxDrift (0.02), CompoundShare (0.5), LegAttempts (3), MaxNaked (00:10:00).
/// </summary>
/// <param name="Portfolio">Whose books.</param>
/// <param name="Pairs">What is hedged.</param>
/// <param name="Capital">What the engine is given once, in USDT.</param>
/// <param name="SpotShare">The part of the engine's cash that a spot leg may cost; the rest is the short's margin.</param>
/// <param name="Parameters">When to enter and to leave.</param>
/// <param name="LegAttempts">How often the contract leg is tried before what stands alone is sold: 1 to 10.</param>
/// <param name="MaxNaked">How long a leg may stand alone: 1 minute to 1 day.</param>
public sealed record FundingSettings(
    string Portfolio,
    IReadOnlyList<Pair> Pairs,
    Money Capital,
    decimal SpotShare,
    FundingParameters Parameters,
    int LegAttempts,
    TimeSpan MaxNaked)
{
    /// <summary>True when the engine has a capital to work with.</summary>
    public bool Enabled => Capital.IsPositive;

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static FundingSettings Read(SettingsReader settings, TradingSettings trading)
    {
        settings.Schedule("Funding:Schedule", "0 2 * * * *", "when the timer looks; a contract has one cycle in each settlement interval");
        var standard = FundingParameters.Standard;
        var parameters = settings.Check("Funding", () => (standard with
        {
            MinAnnualRate = settings.Decimal("Funding:MinAnnualRate", standard.MinAnnualRate, 0m, 10m,
                "the annualised rate must be above it to enter"),
            MaxBasis = settings.Decimal("Funding:MaxBasis", standard.MaxBasis, 0.0001m, 0.5m,
                "how far contract and spot may be apart, as a share"),
            PositivePeriods = settings.Integer("Funding:PositivePeriods", standard.PositivePeriods, 1, 100,
                "settlements above zero before an entry"),
            MaxHold = TimeSpan.FromDays(settings.Integer("Funding:MaxHoldDays", standard.MaxHold.Days, 1, 3650,
                "days that a hedge is held")),
            CompressionShare = settings.Decimal("Funding:CompressionShare", standard.CompressionShare, 0m, 1m,
                "an exit when the rate falls below this part of the least one"),
            MaxDrift = settings.Decimal("Funding:MaxDrift", standard.MaxDrift, 0.001m, 0.5m,
                "how far the legs may differ before they are made equal"),
            CompoundShare = settings.Decimal("Funding:CompoundShare", standard.CompoundShare, 0m, 1m,
                "the part of the income that stays; the rest goes to TACTICAL"),
        }).Checked());
        return new FundingSettings(
            trading.Portfolio,
            ContractSymbols.Read(settings, "Funding:Symbols", "the contracts that are hedged"),
            new Money(settings.Decimal("Funding:Capital", 0m, 0m, 1_000_000_000_000m,
                "USDT given once from CORE; zero starts nothing"), Asset.Usdt),
            settings.Decimal("Funding:SpotShare", 0.6m, 0.05m, 0.95m,
                "the part of the engine's cash that spot legs may cost; the rest is the shorts' margin"),
            parameters ?? standard,
            settings.Integer("Funding:LegAttempts", 3, 1, 10, "how often the contract leg is tried before what stands alone is sold"),
            settings.Duration("Funding:MaxNaked", TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1),
                "how long a leg may stand alone; selling begins after half of it"));
    }
}
