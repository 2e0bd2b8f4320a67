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
        decimal? start = settings.Text(StartBalanceKey, "").Length == 0
            ? null
            : settings.Decimal(StartBalanceKey, 0m, 0m, 1_000_000_000_000m);
        return new PaperSettings(start, standard with
        {
            StartBalances = [],
            HalfSpreadBasisPoints = settings.Decimal(
                "Paper:HalfSpreadBasisPoints", standard.HalfSpreadBasisPoints, 0m, 1000m),
            ImpactBasisPointsPerMillion = settings.Decimal(
                "Paper:ImpactBasisPointsPerMillion", standard.ImpactBasisPointsPerMillion, 0m, 10_000m),
            SlippageThreshold = settings.Decimal("Paper:SlippageThreshold", standard.SlippageThreshold, 0.0001m, 0.5m),
        });
    }
}
