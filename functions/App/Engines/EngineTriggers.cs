using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Portfolio;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Engines;

/// <summary>Shows what each engine was given and what it made of it.</summary>
public sealed class EngineTriggers(
    EngineBooks books, PortfolioValuation valuation, IPositions positions, ContractClaims claims, TradingSettings trading, TimeProvider time)
{
    /// <summary>
    /// GET api/engines: capital, value, profits, fees and funding of each engine, and the cost of each coin by average and by
    /// FIFO; 503 while a coin that is held has no price.
    /// </summary>
    [Function(nameof(EngineList))]
    [ProducesResponseType<EnginesAnswer>(StatusCodes.Status200OK, Description = "The engines.")]
    public Task<IResult> EngineList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/engines")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var value = await valuation.ValueAsync(trading.Portfolio, cancellation);
            var open = new Dictionary<PortfolioEngine, decimal>();
            foreach (var position in await positions.GetPositionsAsync(cancellation))
                if (await claims.HolderAsync(trading.Portfolio, position.Pair.Symbol, cancellation) is { } engine)
                    open[engine] = open.GetValueOrDefault(engine) + position.UnrealisedPnl.Amount;
            var lines = (await books.ReadAsync(trading.Portfolio, cancellation))
                .Select(book => LineOf(book, value, open.GetValueOrDefault(book.Engine)));
            return Results.Json(new EnginesAnswer(time.GetUtcNow(), Asset.Usdt.Code, [.. lines]), StoreJson.Options);
        });

    static EngineLine LineOf(EngineBook book, PortfolioValue value, decimal contracts)
    {
        var assets = book.Coins.Select(coin => AssetOf(coin.Key, coin.Value, PriceOf(value, coin.Key))).ToList();
        var cash = value.Of(book.Engine, book.Cash).Amount;
        var held = value.Holdings.Where(h => h.Engine == book.Engine).Sum(h => h.Value.Amount);
        return new EngineLine(
            Account.EngineCode(book.Engine), book.Capital.Amount, cash, held + contracts, book.Realised.Amount,
            contracts + assets.Sum(asset => asset.Fifo.Unrealised), book.Fees.Amount, book.Funding.Amount, assets,
            [.. book.OtherFees.Values.Select(fee => new EngineFee(fee.Asset.Code, fee.Amount))]);
    }

    static EngineAsset AssetOf(string code, CoinBook coin, decimal? price) => new(
        code, coin.Quantity, coin.Quantity == 0m ? null : price, coin.Quantity * (price ?? 0m), coin.WithoutCost,
        CostOf(coin.Fifo, price), CostOf(coin.Average, price));

    static EngineCost CostOf(CostBasis basis, decimal? price) => new(
        basis.AverageCost, basis.Cost.Amount, basis.Realised.Amount,
        basis.Quantity.IsZero || price is null ? 0m : basis.Unrealised(new Price(price.Value, basis.Pair)).Amount);

    // Any engine's holding has it: a coin has one price.
    static decimal? PriceOf(PortfolioValue value, string code)
    {
        foreach (var holding in value.Holdings)
            if (holding.Amount.Asset.Code == code)
                return holding.Price.Amount;
        return null;
    }
}
