using System.Collections.Concurrent;
using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;
using Venue = Bybit.Net.Enums;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>
/// Perpetual contracts settled in USDT. Before the first order of a contract in a process, its position mode is set to one-way
/// and its leverage to the setting: whatever a person chose on the website, an order means what it says.
/// </summary>
/// <param name="access">The account.</param>
sealed class BybitPerpetuals(BybitAccess access) : IPerpetuals
{
    readonly BybitOrders orders = new(access, OrderCategory.Linear);
    readonly ConcurrentDictionary<Pair, bool> prepared = new();

    /// <inheritdoc />
    public async Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        // What makes a position smaller needs no leverage and must not wait for it.
        if (order is { Category: OrderCategory.Linear, ReduceOnly: false } && !prepared.ContainsKey(order.Pair))
        {
            if (await PrepareAsync(order.Pair, cancellation) is { } refusal)
                return refusal;
            prepared[order.Pair] = true;
        }
        return await orders.SubmitAsync(order, cancellation);
    }

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
    public async Task<PerpetualInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation)
    {
        var rows = await access.ListAsync((api, cursor) => api.ExchangeData.GetLinearInverseSymbolsAsync(
            Venue.Category.Linear, pair.Symbol, limit: 1000, cursor: cursor, ct: cancellation), cancellation);
        var row = rows.FirstOrDefault(item => item.Name == pair.Symbol && item.Status == Venue.SymbolStatus.Trading);
        if (row is not { LotSizeFilter: { } lot, PriceFilter: { } price, LeverageFilter: { } leverage })
            throw new UnknownInstrumentException(pair);
        return new PerpetualInstrument(
            pair, price.TickSize, lot.QuantityStep, lot.MinOrderQuantity,
            lot.MinNotionalValue ?? throw BybitRows.Unreadable($"{pair.Symbol} states no least notional"),
            lot.MaxMarketOrderQuantity, TimeSpan.FromMinutes(row.FundingInterval), leverage.MaxLeverage,
            await MaintenanceRateAsync(pair, cancellation),
            await BybitExchange.TakerFeeAsync(access, Venue.Category.Linear, pair, cancellation));
    }

    async Task<SubmitOutcome?> PrepareAsync(Pair pair, CancellationToken cancellation)
    {
        var mode = await access.SetAsync(api => api.Account.SwitchPositionModeAsync(
            Venue.Category.Linear, Venue.PositionMode.MergedSingle, pair.Symbol, ct: cancellation));
        if (Refusal(mode, "one-way position mode") is { } refused)
            return refused;
        var leverage = await access.SetAsync(api => api.Account.SetLeverageAsync(
            Venue.Category.Linear, pair.Symbol, access.Leverage, access.Leverage, cancellation));
        return Refusal(leverage, "the leverage");

        // Nothing was ordered yet, so a refusal is one of the order, and anything else may be tried again under its id.
        static SubmitOutcome? Refusal(BybitReply reply, string what) =>
            reply.Meaning is BybitAnswer.Success or BybitAnswer.NotModified ? null
            : (reply with { Text = $"Setting {what}: {reply.Text}" }).ToOutcome(null) switch
            {
                SubmitOutcome.Accepted => new SubmitOutcome.Unknown(reply.ToString()),
                var outcome => outcome,
            };
    }

    // Both rates are written as shares or as percentages, as the contract has it; the initial one is 1 / leverage by definition,
    // which tells which.
    async Task<decimal> MaintenanceRateAsync(Pair pair, CancellationToken cancellation)
    {
        var tiers = await access.ListAsync((api, cursor) => api.ExchangeData.GetRiskLimitAsync(
            Venue.Category.Linear, pair.Symbol, cursor, cancellation), cancellation);
        var first = tiers.Where(tier => tier.Symbol == pair.Symbol).MinBy(tier => tier.RiskLimitValue);
        return first is { InitialMargin: > 0m, MaxLeverage: > 0m }
            ? first.MaintenanceMargin / (first.InitialMargin * first.MaxLeverage)
            : throw BybitRows.Unreadable($"no margin is stated for {pair.Symbol}");
    }
}
