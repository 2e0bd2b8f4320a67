using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Audit;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;

namespace Orchestrations.App.RiskWatch;

/// <summary>What starts the risk watch, shows the breaker, and lets a person release it.</summary>
public sealed class RiskWatchTriggers(
    BreakerRepository breakers, RiskWatchSettings settings, AuditRepository audit, TradingSettings trading,
    OperationsSettings operations, ProofPackSettings packs, TimeProvider time)
{
    /// <summary>Values the portfolio. While a run is under way, none is started beside it.</summary>
    [Function(nameof(RiskWatchTimer))]
    public async Task RiskWatchTimer(
        [TimerTrigger("%RiskWatch:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!operations.Runs(OperationsSettings.RiskWatch))
            return;
        var run = $"riskwatch-{trading.Portfolio}-{time.GetUtcNow().ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture)}";
        // One instance, used again: a run that still closes positions must not be joined by another that closes them too.
        await SingleRun.StartAsync(
            client, nameof(RiskWatchOrchestrator), "riskwatch-" + trading.Portfolio,
            new RiskWatchInput(trading.Portfolio, run) { Prove = packs.Proves(OperationsSettings.RiskWatch) }, cancellation);
    }

    /// <summary>GET api/breaker: where the breaker stands, and what would trip it next.</summary>
    [Function(nameof(BreakerGet))]
    [ProducesResponseType<BreakerStanding>(StatusCodes.Status200OK, Description = "Where it stands.")]
    public Task<IResult> BreakerGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/breaker")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
            Answer(await breakers.GetAsync(trading.Portfolio, cancellation)));

    /// <summary>GET api/breaker/history: a page of the changes of level and the releases, the newest first.</summary>
    [Function(nameof(BreakerHistory))]
    [Query("before", "A number: only changes before it. The newest when left out.")]
    [Query("top", "How many, 1 to 500; 50 when left out.")]
    [ProducesResponseType<BreakerHistoryPage>(StatusCodes.Status200OK, Description = "The page.")]
    public Task<IResult> BreakerHistory(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/breaker/history")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var (changes, next) = await NumberedPages.ReadAsync(
                PageQuery.Read(request.Query), await breakers.CountAsync(trading.Portfolio, cancellation),
                after => breakers.HistoryAsync(trading.Portfolio, after, cancellation), change => change.Number);
            return Answer(new BreakerHistoryPage(changes, next));
        });

    /// <summary>GET api/breaker/levels: at which drawdown each level begins, what it does, and how it is left.</summary>
    [Function(nameof(BreakerLevels))]
    [ProducesResponseType<BreakerRules>(StatusCodes.Status200OK, Description = "The levels.")]
    public IResult BreakerLevels(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/breaker/levels")] HttpRequest request) =>
        Answer(BreakerRules.Of(settings.Breaker));

    /// <summary>DELETE api/breaker with a reason: releases the level, and the peak begins anew.</summary>
    [Function(nameof(BreakerRelease))]
    [Consumes(typeof(EmergencyStopBody), "application/json")]
    [ProducesResponseType<BreakerStanding>(StatusCodes.Status200OK, Description = "Where it stands now.")]
    public Task<IResult> BreakerRelease(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/breaker")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var body = await RequestJson.ReadAsync<EmergencyStopBody>(request, cancellation);
            var reason = Reasons.Check(body.Reason);
            if (await breakers.ReleaseAsync(trading.Portfolio, reason, time.GetUtcNow(), cancellation) is { } change)
                await audit.AppendAsync(
                    $"breaker-{trading.Portfolio}-{change.Number}", "breaker-release", trading.Portfolio, change, cancellation);
            return Answer(await breakers.GetAsync(trading.Portfolio, cancellation));
        });

    static IResult Answer<T>(T body) => Results.Json(body, StoreJson.Options);
}
