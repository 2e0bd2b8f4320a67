using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Orders;
using Venue = Bybit.Net.Enums;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>
/// The spot market, the balances and the clock of a Bybit account (unified trading account). Nothing is borrowed: an order
/// beyond the balance is refused.
/// </summary>
/// <param name="access">The account.</param>
sealed class BybitExchange(BybitAccess access) : IExchange
{
    readonly BybitOrders orders = new(access, OrderCategory.Spot);

    /// <inheritdoc />
    public Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation) =>
        orders.SubmitAsync(order, cancellation);

    /// <inheritdoc />
    public Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        orders.FindAsync(pair, id, null, cancellation);

    /// <inheritdoc />
    public Task<OrderSnapshot?> FindOrderAsync(
        Pair pair, ClientOrderId id, DateTimeOffset sentAt, CancellationToken cancellation) =>
        orders.FindAsync(pair, id, sentAt, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        orders.FillsAsync(pair, id, null, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<Fill>> GetFillsAsync(
        Pair pair, ClientOrderId id, DateTimeOffset sentAt, CancellationToken cancellation) =>
        orders.FillsAsync(pair, id, sentAt, cancellation);

    /// <inheritdoc />
    public async Task<SpotInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation)
    {
        var rows = await access.ListAsync(
            (api, _) => api.ExchangeData.GetSpotSymbolsAsync(pair.Symbol, cancellation), cancellation);
        var row = rows.FirstOrDefault(item => item.Name == pair.Symbol && item.Status == Venue.SymbolStatus.Trading);
        if (row is not { LotSizeFilter: { } lot, PriceFilter: { } price })
            throw new UnknownInstrumentException(pair);
        return new SpotInstrument(
            pair, price.TickSize, lot.BasePrecision, lot.QuotePrecision, lot.MinOrderValue,
            // The newer fields; older listings state one size for both.
            lot.MaxMarketOrderQuantity > 0m ? lot.MaxMarketOrderQuantity : lot.MaxOrderQuantity,
            lot.MaxLimitOrderQuantity > 0m ? lot.MaxLimitOrderQuantity : lot.MaxOrderQuantity,
            row.PricePercentageFilter?.PriceLimitRatioX ?? 0m,
            await TakerFeeAsync(access, Venue.Category.Spot, pair, cancellation));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Money>> GetBalancesAsync(CancellationToken cancellation)
    {
        var wallets = await access.AskAsync(
            api => api.Account.GetBalancesAsync(Venue.AccountType.Unified, ct: cancellation), cancellation);
        return [.. wallets.List.SelectMany(wallet => wallet.Assets)
            .Where(coin => coin.WalletBalance is not (null or 0m))
            .Select(coin => new Money(coin.WalletBalance!.Value, new Asset(coin.Asset)))
            .OrderBy(money => money.Asset.Code, StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public async Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellation) =>
        BybitRows.TimeOf((await access.AskAsync(api => api.ExchangeData.GetServerTimeAsync(cancellation), cancellation)).TimeNano);

    /// <summary>What the account pays for taking liquidity, as a share.</summary>
    internal static async Task<decimal> TakerFeeAsync(
        BybitAccess access, Venue.Category category, Pair pair, CancellationToken cancellation)
    {
        var rates = await access.AskAsync(
            api => api.Account.GetFeeRateAsync(category, pair.Symbol, ct: cancellation), cancellation);
        return rates.List.FirstOrDefault(rate => rate.Symbol == pair.Symbol)?.TakerFeeRate
            ?? throw BybitRows.Unreadable($"no fee is stated for {pair.Symbol}");
    }
}
