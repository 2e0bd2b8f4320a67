using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Perpetuals;
using Venue = Bybit.Net.Enums;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>Open positions of USDT perpetuals, and the USDT margin they rest on (cross margin).</summary>
/// <param name="access">The account.</param>
sealed class BybitPositions(BybitAccess access) : IPositions
{
    const int MostPositions = 200;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Position>> GetPositionsAsync(CancellationToken cancellation)
    {
        var rows = await access.ListAsync((api, cursor) => api.Trading.GetPositionsAsync(
            Venue.Category.Linear, settleAsset: Asset.Usdt.Code, limit: MostPositions, cursor: cursor, ct: cancellation), cancellation);
        return [.. rows.Where(row => row.Quantity != 0m && BybitRows.IsPerpetual(row.Symbol)).Select(BybitRows.PositionOf)
            .OrderBy(position => position.Pair.Symbol, StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public async Task<AccountMargin> GetMarginAsync(CancellationToken cancellation)
    {
        var wallets = await access.AskAsync(
            api => api.Account.GetBalancesAsync(Venue.AccountType.Unified, Asset.Usdt.Code, cancellation), cancellation);
        // A coin of which there is nothing is left out.
        var coin = wallets.List.SelectMany(wallet => wallet.Assets).FirstOrDefault(asset => asset.Asset == Asset.Usdt.Code);
        return new AccountMargin(
            Usdt(coin?.WalletBalance), Usdt(coin?.UnrealizedPnl),
            Usdt((coin?.TotalPositionInitialMargin ?? 0m) + (coin?.TotalOrderInitialMargin ?? 0m)),
            Usdt(coin?.TotalPositionMaintenanceMargin));

        static Money Usdt(decimal? amount) => new(amount ?? 0m, Asset.Usdt);
    }
}
