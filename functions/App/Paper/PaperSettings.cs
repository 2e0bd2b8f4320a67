using Orchestrations.App.Settings;

namespace Orchestrations.App.Paper;

/// <summary>
/// The settings section <c>Paper</c>: StartBalance (10000 USDT; in a simulation what the plan asks for), HalfSpreadBasisPoints
/// (1), ImpactBasisPointsPerMillion (50), SlippageThreshold (0.01).
/// </summary>
/// <param name="StartBalance">What a new account is opened with, in USDT; null when not set.</param>
/// <param name="Exchange">How the paper exchange behaves. It starts empty: the opening capital is paid in.</param>
public sealed record PaperSettings(decimal? StartBalance, PaperExchangeOptions Exchange)
{
    const string StartBalanceKey = "Paper:StartBalance";

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static PaperSettings Read(SettingsReader settings)
    {
        var standard = new PaperExchangeOptions();
        var start = settings.Decimal(StartBalanceKey, 0m, 0m, 1_000_000_000_000m,
            "USDT that a new paper account holds", "10000; in simulate what the plan asks for, plus 1 %");
        return new PaperSettings(settings.IsSet(StartBalanceKey) ? start : null, standard with
        {
            StartBalances = [],
            HalfSpreadBasisPoints = settings.Decimal(
                "Paper:HalfSpreadBasisPoints", standard.HalfSpreadBasisPoints, 0m, 1000m, "the least half-spread"),
            ImpactBasisPointsPerMillion = settings.Decimal(
                "Paper:ImpactBasisPointsPerMillion", standard.ImpactBasisPointsPerMillion, 0m, 10_000m, "price impact per million USDT"),
            SlippageThreshold = settings.Decimal("Paper:SlippageThreshold", standard.SlippageThreshold, 0.0001m, 0.5m,
                "how far a market order may fill from the best price, as a share"),
        });
    }
}
