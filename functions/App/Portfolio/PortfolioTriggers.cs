using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.MarketData;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Portfolio;

/// <summary>Shows what the portfolio holds and is worth: the same valuation that the breaker judges by.</summary>
/// <param name="valuation">The valuation.</param>
/// <param name="market">Named in the answer.</param>
/// <param name="trading">Whose holdings.</param>
/// <param name="time">The time.</param>
public sealed class PortfolioTriggers(
    PortfolioValuation valuation, IMarketData market, TradingSettings trading, TimeProvider time)
{
    /// <summary>GET api/portfolio: holdings by engine, with prices and values; 503 while a coin that is held has no price.</summary>
    [Function(nameof(PortfolioGet))]
    [ProducesResponseType<PortfolioAnswer>(StatusCodes.Status200OK, Description = "The portfolio.")]
    public Task<IResult> PortfolioGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/portfolio")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var value = await valuation.ValueAsync(trading.Portfolio, cancellation);
            return Results.Json(
                new PortfolioAnswer(
                    trading.Portfolio,
                    TradingSettings.Name(trading.Mode),
                    market.Description,
                    time.GetUtcNow(),
                    Asset.Usdt.Code,
                    value.Total.Amount,
                    value.Unrealised.Amount,
                    value.OpenPositions,
                    [.. value.Holdings.GroupBy(h => h.Engine).Select(engine => PartOf(engine.Key, engine))]),
                StoreJson.Options);
        });

    static PortfolioPart PartOf(PortfolioEngine engine, IEnumerable<PortfolioHolding> holdings)
    {
        var lines = holdings
            .Select(h => new HoldingLine(h.Amount.Asset.Code, h.Amount.Amount, h.Price.Amount, h.Value.Amount))
            .ToList();
        return new PortfolioPart(Account.EngineCode(engine), lines.Sum(line => line.Value), lines);
    }
}
