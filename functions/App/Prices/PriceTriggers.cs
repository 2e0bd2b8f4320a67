using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Dca;
using Orchestrations.App.Funding;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Rebalance;
using Orchestrations.App.Storage;
using Orchestrations.App.Tactical;
using Orchestrations.App.Trading;
using Orchestrations.App.Trend;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;

namespace Orchestrations.App.Prices;

/// <summary>Shows prices, and over them what this system did and holds.</summary>
public sealed class PriceTriggers(
    PriceSeries series, OwnMarks marks, TradingSettings trading, DcaSettings dca, RebalanceSettings rebalance, TacticalSettings tactical,
    FundingSettings funding, TrendSettings trend, TimeProvider time)
{
    /// <summary>GET api/prices: what the settings trade.</summary>
    [Function(nameof(InstrumentList))]
    [ProducesResponseType<InstrumentsAnswer>(StatusCodes.Status200OK, Description = "The instruments.")]
    public IResult InstrumentList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/prices")] HttpRequest request)
    {
        Pair[] contracts = [.. funding.Pairs, .. trend.Pairs];
        Pair[] coins =
        [
            .. dca.Targets.Select(target => target.Pair), .. rebalance.Parameters.Targets.Select(target => target.Pair),
            .. tactical.Parameters.Targets.Select(target => target.Pair), .. funding.Pairs,
        ];
        return Results.Json(
            new InstrumentsAnswer([.. coins.Concat(contracts).Distinct().OrderBy(pair => pair.Symbol, StringComparer.Ordinal)
                .Select(pair => new InstrumentLine(pair.Symbol, [.. Markets(coins.Contains(pair), contracts.Contains(pair))]))]),
            StoreJson.Options);
    }

    /// <summary>
    /// GET api/prices/{symbol}: a page of closed candles: of spot by days, of the contract's mark price by hours, or as fine as
    /// the source has them. The query takes market, from and to (yyyy-MM-dd, both included), top and after. What was read is kept
    /// for a minute. 400 ORC-PRICE-001; 503 while the source has none.
    /// </summary>
    [Function(nameof(PriceList))]
    [Query("after", "The next of the page before: only candles after it are listed.")]
    [Query("from", "The first day, such as 2026-01-31; of spot at most 1000 days ago and 90 when left out, of a contract 31 and 14.")]
    [Query("market", "spot, or contract for its mark price; spot when left out.")]
    [Query("to", "The last day; the running one when left out.")]
    [Query("top", "How many, 1 to 500; 50 when left out.")]
    [ProducesResponseType<PricePage>(StatusCodes.Status200OK, Description = "The page.")]
    public Task<IResult> PriceList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/prices/{symbol}")] HttpRequest request,
        string symbol,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var span = PriceSpan.Read(symbol, request.Query, time.GetUtcNow());
            var top = PageQuery.Read(request.Query).Top;
            var after = AfterOf(request.Query["after"].ToString());
            var bars = (await series.ReadAsync(span, cancellation)).Where(bar => bar.OpenTime > after).ToList();
            return Results.Json(
                new PricePage(
                    span.Pair.Symbol, span.Market, series.Source, [.. bars.Take(top).Select(CandleOf)],
                    bars.Count > top ? bars[top - 1].OpenTime : null),
                StoreJson.Options);
        });

    /// <summary>
    /// GET api/prices/{symbol}/marks: the own fills of a span, a page of them, and the prices that matter to what is open now:
    /// average entry, stops, liquidation. The query is that of api/prices/{symbol}, with before in place of after.
    /// </summary>
    [Function(nameof(PriceMarkList))]
    [Query("before", "The next of the page before. The newest when left out.")]
    [Query("from", "The first day, such as 2026-01-31; as in api/prices/{symbol}.")]
    [Query("market", "spot or contract; spot when left out.")]
    [Query("to", "The last day; the running one when left out.")]
    [Query("top", "How many fills, 1 to 500; 50 when left out.")]
    [ProducesResponseType<PriceMarks>(StatusCodes.Status200OK, Description = "The marks.")]
    public Task<IResult> PriceMarkList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/prices/{symbol}/marks")] HttpRequest request,
        string symbol,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var span = PriceSpan.Read(symbol, request.Query, time.GetUtcNow());
            var page = PageQuery.Read(request.Query);
            // Numbered from the oldest, so that a page stays the same while new ones come in.
            var fills = (await marks.FillsAsync(trading.Portfolio, span, cancellation))
                .Take((int)Math.Min((page.Before ?? long.MaxValue) - 1, int.MaxValue)).ToList();
            var shown = Enumerable.Reverse(fills).Take(page.Top).ToList();
            var left = fills.Count - shown.Count;
            return Results.Json(
                new PriceMarks(
                    span.Pair.Symbol, span.Market, shown, left > 0 ? left + 1 : null,
                    await marks.LevelsAsync(trading.Portfolio, span, cancellation)),
                StoreJson.Options);
        });

    static IEnumerable<string> Markets(bool isCoin, bool isContract)
    {
        if (isCoin)
            yield return PriceSpan.Spot;
        if (isContract)
            yield return PriceSpan.Contract;
    }

    static Candle CandleOf(Bar bar) =>
        new(bar.OpenTime, (int)bar.Span.TotalMinutes, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);

    static DateTimeOffset AfterOf(string text) => text.Length == 0 ? DateTimeOffset.MinValue
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new ProblemException(
            StatusCodes.Status400BadRequest, PageQuery.Bad, $"after '{text}' is refused; use the next of the page before.");
}
