using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Portfolio;

/// <summary>Shows what the portfolio holds, by the ledger, at the market's prices of now.</summary>
/// <param name="ledger">The holdings.</param>
/// <param name="market">The prices.</param>
/// <param name="trading">Whose holdings.</param>
/// <param name="time">The time.</param>
public sealed class PortfolioTriggers(LedgerRepository ledger, IMarketData market, TradingSettings trading, TimeProvider time)
{
    /// <summary>GET api/portfolio: holdings by engine, with prices and values.</summary>
    [Function(nameof(PortfolioGet))]
    [ProducesResponseType<PortfolioAnswer>(StatusCodes.Status200OK, Description = "The portfolio.")]
    public Task<IResult> PortfolioGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/portfolio")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var balances = await ledger.BalancesAsync(trading.Portfolio, cancellation);
            var held = balances.Where(b => b.Account.Kind == AccountKind.Holdings).ToList();
            var prices = await PricesAsync(held.Select(b => b.Amount.Asset).Distinct(), cancellation);
            var parts = held.GroupBy(b => b.Account.Engine).Select(engine => PartOf(engine.Key, engine, prices)).ToList();
            return Results.Json(
                new PortfolioAnswer(
                    trading.Portfolio,
                    TradingSettings.Name(trading.Mode),
                    market.Description,
                    time.GetUtcNow(),
                    Asset.Usdt.Code,
                    parts.Sum(p => p.Value),
                    parts,
                    [.. prices.Where(p => p.Value is null).Select(p => p.Key.Code)]),
                StoreJson.Options);
        });

    static PortfolioPart PartOf(PortfolioEngine engine, IEnumerable<Posting> balances, Dictionary<Asset, decimal?> prices)
    {
        var holdings = balances
            .Select(b => new HoldingLine(
                b.Amount.Asset.Code, b.Amount.Amount, prices[b.Amount.Asset], b.Amount.Amount * prices[b.Amount.Asset]))
            .ToList();
        return new PortfolioPart(Account.EngineCode(engine), holdings.Sum(h => h.Value ?? 0m), holdings);
    }

    async Task<Dictionary<Asset, decimal?>> PricesAsync(IEnumerable<Asset> assets, CancellationToken cancellation)
    {
        var prices = new Dictionary<Asset, decimal?>();
        foreach (var asset in assets)
            prices[asset] = asset == Asset.Usdt ? 1m : await PriceAsync(asset, cancellation);
        return prices;
    }

    async Task<decimal?> PriceAsync(Asset asset, CancellationToken cancellation)
    {
        try
        {
            return (await market.GetQuoteAsync(new Pair(asset, Asset.Usdt), cancellation)).Mid.Value;
        }
        catch (MarketDataUnavailableException)
        {
            return null;
        }
    }
}
