using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Positions;

/// <summary>Shows what is open and how it is protected.</summary>
/// <param name="open">What is open.</param>
/// <param name="trading">Whose.</param>
public sealed class PositionTriggers(OpenPositions open, TradingSettings trading)
{
    /// <summary>
    /// GET api/positions: coins by engine, perpetual positions, hedges with their drift, and protective stops with when each was
    /// last seen; 503 while a price or the exchange is not to be had.
    /// </summary>
    [Function(nameof(PositionList))]
    [ProducesResponseType<PositionsAnswer>(StatusCodes.Status200OK, Description = "What is open.")]
    public Task<IResult> PositionList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/positions")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
            Results.Json(await open.ReadAsync(trading.Portfolio, cancellation), StoreJson.Options));
}
