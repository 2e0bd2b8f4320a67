using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Performance;

namespace Orchestrations.App.Statistics;

/// <summary>Shows how the portfolio did, day by day and over all.</summary>
/// <param name="breakers">The days, as the risk watch valued them.</param>
/// <param name="settings">The breaker's levels.</param>
/// <param name="trading">Whose.</param>
/// <param name="time">Which day is running.</param>
public sealed class StatisticsTriggers(
    BreakerRepository breakers, RiskWatchSettings settings, TradingSettings trading, TimeProvider time)
{
    /// <summary>
    /// GET api/statistics: the equity curve with peak and drawdown, and return, Sharpe, Sortino and Calmar over a range of days.
    /// The query takes from and to (yyyy-MM-dd, both included), top and after. The figures are those of the whole range,
    /// whichever page of its days is shown.
    /// </summary>
    [Function(nameof(StatisticsGet))]
    [Query("after", "The next of the page before: only days after it are listed.")]
    [Query("from", "The first day, such as 2026-01-31; the first that was valued when left out.")]
    [Query("to", "The last day; the running one when left out.")]
    [Query("top", "How many days, 1 to 500; 50 when left out.")]
    [ProducesResponseType<StatisticsAnswer>(StatusCodes.Status200OK, Description = "The statistics.")]
    public Task<IResult> StatisticsGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/statistics")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var range = DayRange.Read(request.Query);
            var after = DayRange.Day(request.Query, "after");
            var top = PageQuery.Read(request.Query).Top;
            var book = await breakers.DaysAsync(trading.Portfolio, range, cancellation);
            return Results.Json(AnswerOf(book, after, top), StoreJson.Options);
        });

    StatisticsAnswer AnswerOf(DailyBook? book, DateOnly? after, int top)
    {
        var levels = BreakerRules.Of(settings.Breaker).Levels;
        if (book is null)
            return new StatisticsAnswer(Asset.Usdt.Code, null, null, 0m, 0m, 0m, 0m, null, null, null, levels, [], null);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var listed = book.Days.SkipWhile(day => day.Day <= after).Take(top).Select(day => DayOf(day, today)).ToList();
        var (first, last) = (book.Days[0], book.Days[^1]);
        return new StatisticsAnswer(
            Asset.Usdt.Code, first.Day, last.Day, last.Index - 1m, book.Days.Sum(day => day.Profit), book.Days.Sum(day => day.Flow),
            book.Index.MaxDrawdownPercent, book.Index.Sharpe, book.Index.Sortino, book.Index.Calmar, levels, listed,
            listed.Count > 0 && listed[^1].Day < last.Day ? listed[^1].Day : null);
    }

    static StatisticsDay DayOf(DailyStatistics day, DateOnly today) => new(
        day.Day, day.Closing, PeakOf(day), day.DrawdownPercent, day.Return, day.Profit, day.Flow, day.Day < today);

    // A portfolio that lost everything has no peak that its capital could reach.
    static decimal PeakOf(DailyStatistics day) =>
        day.DrawdownPercent < 100m ? day.Closing / (1m - day.DrawdownPercent / 100m) : day.Opening + day.Flow;
}
