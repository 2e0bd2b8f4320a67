using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Health;

/// <summary>What load balancers and people ask first. Both endpoints are open: they tell nothing that needs a key.</summary>
public sealed class HealthTriggers(IStore store, IMarketData market, TradingSettings trading)
{
    /// <summary>GET health: 200 as long as the process answers.</summary>
    [Function(nameof(Health))]
    [ProducesResponseType<HealthAnswer>(StatusCodes.Status200OK, Description = "It is live.")]
    public IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        Results.Json(new HealthAnswer("live", TradingSettings.Name(trading.Mode), market.Description));

    /// <summary>GET ready: 200 when the store answers; 503 when it does not.</summary>
    [Function(nameof(Ready))]
    [ProducesResponseType<HealthAnswer>(StatusCodes.Status200OK, Description = "It is ready.")]
    [ProducesResponseType<HealthAnswer>(StatusCodes.Status503ServiceUnavailable, Description = "The store does not answer.")]
    public async Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ready")] HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            await store.GetAsync(new StoreKey("health", "probe"), cancellation);
            return Results.Json(new HealthAnswer("ready", TradingSettings.Name(trading.Mode), market.Description));
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException)
        {
            // The cause may name hosts and files; it belongs into the log, not to whoever asks.
            return Results.Json(
                new HealthAnswer("store unreachable", TradingSettings.Name(trading.Mode), market.Description),
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

/// <summary>The answer of both endpoints.</summary>
/// <param name="Status">live, ready, or what is missing.</param>
/// <param name="Mode">paper, testnet or live.</param>
/// <param name="MarketData">Where prices come from.</param>
public sealed record HealthAnswer(string Status, string Mode, string MarketData);
