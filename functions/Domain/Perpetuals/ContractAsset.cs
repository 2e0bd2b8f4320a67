using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>
/// Contracts as the ledger counts them: as if they were a coin, named after the symbol (BTCUSDTPERP), plus for long and minus
/// for short. So positions follow from the journal as balances do, and no second book has to agree with it.
/// </summary>
public static class ContractAsset
{
    const string Suffix = "PERP";

    /// <summary>The name under which contracts of a pair are counted.</summary>
    public static Asset Of(Pair pair) => new(pair.Symbol + Suffix);

    /// <summary>The pair whose contracts an asset counts; null for a coin.</summary>
    public static Pair? PairOf(Asset asset) =>
        asset.Code.EndsWith(Asset.Usdt.Code + Suffix, StringComparison.Ordinal) && asset.Code.Length > Asset.Usdt.Code.Length + Suffix.Length
            ? Pair.Parse(asset.Code[..^Suffix.Length])
            : null;
}
