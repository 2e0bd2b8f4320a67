using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Health;

namespace Orchestrations.App.Health;

/// <summary>What load balancers and people ask first. Both endpoints are open: they tell nothing that needs a key.</summary>
public sealed class HealthTriggers(HealthReadings readings, HealthBoard board, IMarketData market, TradingSettings trading)
{
    // What readiness rests on besides our own store and engine; the rest is for the health watch to say.
    static readonly string[] outside = ["prices", "clock", "signing"];

    /// <summary>GET health: 200 as long as the process answers.</summary>
    [Function(nameof(Health))]
    [ProducesResponseType<HealthAnswer>(StatusCodes.Status200OK, Description = "It is live.")]
    public IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        Answer("live", null, StatusCodes.Status200OK);

    /// <summary>GET ready: 200 when store, engine, clock, prices and signing keys are as they should be; 503 with what is not.</summary>
    [Function(nameof(Ready))]
    [ProducesResponseType<HealthAnswer>(StatusCodes.Status200OK, Description = "It is ready.")]
    [ProducesResponseType<HealthAnswer>(StatusCodes.Status503ServiceUnavailable, Description = "Something it needs is not there.")]
    public async Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ready")] HttpRequest request, CancellationToken cancellation)
    {
        var findings = (await readings.OwnAsync(cancellation)).Concat(board.Last.Where(finding => outside.Contains(finding.Check))).ToList();
        var missing = findings.Where(finding => finding.Verdict == HealthVerdict.Fail).ToList();
        return Answer(
            missing.Count == 0 ? "ready" : string.Join("; ", missing.Select(finding => finding.Text)),
            [.. findings.Select(CheckOf)],
            missing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    IResult Answer(string status, IReadOnlyList<HealthCheckAnswer>? checks, int code) => Results.Json(
        new HealthAnswer(status, TradingSettings.Name(trading.Mode), market.Description, checks), StoreJson.Options, statusCode: code);

    static HealthCheckAnswer CheckOf(HealthFinding finding) => new(
        finding.Check, finding.Verdict.ToString().ToLowerInvariant(), finding.Text,
        finding.Verdict == HealthVerdict.Ok ? null : finding.Code);
}

/// <summary>The answer of both endpoints.</summary>
/// <param name="Status">live, ready, or what is missing.</param>
/// <param name="Mode">paper, testnet or live.</param>
/// <param name="MarketData">Where prices come from.</param>
/// <param name="Checks">What was looked at; left out where nothing was.</param>
public sealed record HealthAnswer(string Status, string Mode, string MarketData, IReadOnlyList<HealthCheckAnswer>? Checks = null);

/// <summary>One check.</summary>
/// <param name="Check">store, engine, prices, clock or signing.</param>
/// <param name="Verdict">ok, warn or fail.</param>
/// <param name="Text">For people.</param>
/// <param name="Code">The stable code of what is wrong; left out when nothing is.</param>
public sealed record HealthCheckAnswer(string Check, string Verdict, string Text, string? Code);
