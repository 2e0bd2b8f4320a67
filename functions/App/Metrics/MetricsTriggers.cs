using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.App.Metrics;

/// <summary>Shows metrics to Prometheus, which needs a function key where the host does not listen on this machine alone.</summary>
public sealed class MetricsTriggers(MetricsCollector collector, PortfolioGauges portfolio)
{
    /// <summary>GET metrics: everything that is measured, in Prometheus' text format 0.0.4.</summary>
    [Function(nameof(Metrics))]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/plain", Description = "The metrics.")]
    public async Task<IResult> Metrics(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "metrics")] HttpRequest request, CancellationToken cancellation)
    {
        await portfolio.RefreshAsync(cancellation);
        return Results.Text(collector.Write(), MetricsCollector.ContentType, Encoding.UTF8);
    }
}
