using Orchestrations.App.Contracts;
using Orchestrations.App.Engines;
using Orchestrations.App.Exchange;
using Orchestrations.App.Funding;
using Orchestrations.App.Portfolio;
using Orchestrations.App.Stops;
using Orchestrations.App.Trend;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Funding;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Positions;

/// <summary>Gathers what is open: from the exchange what it shows, from the books whose it is and since when.</summary>
public sealed class OpenPositions(
    PortfolioValuation valuation, EngineBooks books, IPositions positions, ContractBooks contracts, ContractClaims claims,
    FundingSettings fundingSettings, FundingReadings funding, FundingRepository hedges, TrendRepository trend, StopSightings sightings,
    TimeProvider time)
{
    /// <summary>Everything that is open now.</summary>
    /// <exception cref="MarketData.MarketDataUnavailableException">A coin that is held has no price.</exception>
    /// <exception cref="ExchangeUnavailableException">The positions could not be read.</exception>
    public async Task<PositionsAnswer> ReadAsync(string portfolio, CancellationToken cancellation)
    {
        var open = await positions.GetPositionsAsync(cancellation);
        var trades = await trend.OpenAsync(portfolio, cancellation);
        return new PositionsAnswer(
            time.GetUtcNow(), Asset.Usdt.Code,
            await SpotAsync(portfolio, cancellation),
            await ContractsAsync(portfolio, open, trades, cancellation),
            await HedgesAsync(portfolio, cancellation),
            await StopsAsync(open, trades, cancellation));
    }

    async Task<List<SpotLine>> SpotAsync(string portfolio, CancellationToken cancellation)
    {
        var value = await valuation.ValueAsync(portfolio, cancellation);
        var bought = (await books.ReadAsync(portfolio, cancellation)).ToDictionary(book => book.Engine);
        DateTimeOffset? Since(PortfolioHolding holding) =>
            bought[holding.Engine].Coins.TryGetValue(holding.Amount.Asset.Code, out var coin) && coin.Fifo.Lots is [var oldest, ..]
                ? oldest.AcquiredAt
                : null;
        return
        [
            .. value.Holdings.Where(holding => holding.Amount.Asset != Asset.Usdt)
                .Select(holding => (holding, Since: Since(holding)))
                .Select(h => new SpotLine(
                    Account.EngineCode(h.holding.Engine), h.holding.Amount.Asset.Code, h.holding.Amount.Amount,
                    h.holding.Price.Amount, h.holding.Value.Amount, h.Since, AgeOf(h.Since))),
        ];
    }

    async Task<List<ContractLine>> ContractsAsync(
        string portfolio, IReadOnlyList<Position> open, IReadOnlyList<TrendTradeItem> trades, CancellationToken cancellation)
    {
        var lines = new List<ContractLine>();
        foreach (var position in open)
        {
            var symbol = position.Pair.Symbol;
            var engine = await claims.HolderAsync(portfolio, symbol, cancellation);
            var booked = engine is { } holder ? await contracts.PositionAsync(portfolio, holder, position.Pair, cancellation) : 0m;
            var since = engine switch
            {
                PortfolioEngine.Trend => trades.FirstOrDefault(trade => trade.Symbol == symbol)?.EnteredAt,
                PortfolioEngine.Funding => (await hedges.HedgeAsync(portfolio, symbol, cancellation)).OpenedAt,
                _ => null,
            };
            lines.Add(new ContractLine(
                engine is { } code ? Account.EngineCode(code) : null, symbol, position.IsLong ? "Long" : "Short",
                position.Quantity.Amount, position.IsLong ? booked : -booked, position.Entry.Value, position.Mark.Value,
                (position.Mark * position.Quantity).Amount, position.UnrealisedPnl.Amount, position.Liquidation?.Value, position.Leverage,
                position.DeleverageRank, since, AgeOf(since)));
        }
        return lines;
    }

    async Task<List<HedgeLine>> HedgesAsync(string portfolio, CancellationToken cancellation)
    {
        var lines = new List<HedgeLine>();
        foreach (var pair in fundingSettings.Pairs)
        {
            var legs = await funding.LegsAsync(portfolio, pair, cancellation);
            var hedge = await hedges.HedgeAsync(portfolio, pair.Symbol, cancellation);
            // What no order can sell is left of a spot leg when its hedge is gone.
            if (legs.Short.IsZero && (legs.Spot.IsZero || hedge.OpenedAt is null))
                continue;
            lines.Add(new HedgeLine(
                pair.Symbol, legs.Spot.Amount, legs.Short.Amount, HedgeDrift.ShareOf(legs.Spot, legs.Short) * 100m,
                fundingSettings.Parameters.MaxDrift * 100m, hedge.LongestNaked, hedge.OpenedAt, AgeOf(hedge.OpenedAt)));
        }
        return lines;
    }

    async Task<List<StopLine>> StopsAsync(
        IReadOnlyList<Position> open, IReadOnlyList<TrendTradeItem> trades, CancellationToken cancellation)
    {
        var lines = new List<StopLine>();
        foreach (var trade in trades)
        {
            var seen = trade.StopId is { } id ? await sightings.LastAsync(id, cancellation) : null;
            var mark = open.FirstOrDefault(position => position.Pair.Symbol == trade.Symbol)?.Mark.Value;
            var level = seen?.Trigger ?? trade.Stop;
            lines.Add(new StopLine(
                Account.EngineCode(PortfolioEngine.Trend), trade.Symbol, level, mark is { } at ? (at - level) / at * 100m : null,
                trade.StopId, seen?.Status ?? "Missing", seen?.At, trade.EnteredAt, AgeOf(trade.EnteredAt)));
        }
        return lines;
    }

    TimeSpan? AgeOf(DateTimeOffset? since) => time.GetUtcNow() - since;
}
