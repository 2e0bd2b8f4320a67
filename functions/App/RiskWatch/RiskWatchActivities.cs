using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Closing;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Portfolio;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.RiskWatch;

/// <summary>The steps of the risk watch. Every step may run twice.</summary>
public sealed class RiskWatchActivities(
    PortfolioValuation valuation, BreakerRepository breakers, EngineClosers closers, RiskWatchSettings settings, AuditRepository audit,
    AlertRepository? alerts = null)
{
    /// <summary>The key of a run's first audit record.</summary>
    internal static string DecisionKeyOf(string run) => run + "-decision";

    /// <summary>Values the portfolio, moves the breaker, and says which engines its level closes.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    /// <exception cref="ExchangeUnavailableException">The positions could not be read; ask again.</exception>
    [Function(nameof(WatchRisk))]
    public async Task<RiskWatched> WatchRisk([ActivityTrigger] RiskWatchStep step, CancellationToken cancellation)
    {
        var value = await valuation.ValueAsync(step.Portfolio, cancellation);
        var (standing, before, change) = await breakers.ValueAsync(step.Portfolio, step.Run, value, step.At, cancellation);
        // Also on the runs after the one that reached the level: what could not be sold then is sold now.
        EngineCloser[] closings =
        [
            .. standing.Actions.Closes
                .Where(engine => value.CoinsOf(engine, settings.Dust).Any()
                    || (value.OpenPositions > 0 && engine is (PortfolioEngine.Trend or PortfolioEngine.Funding)))
                .Select(closers.Of),
        ];
        // A look that leads to nothing is no decision worth a record: there is one every few minutes.
        if (change is not null || closings.Length > 0)
            await audit.AppendAsync(
                DecisionKeyOf(step.Run), "riskwatch-decision", step.Run,
                new { standing.Value, standing.Drawdown, Before = before, standing.Level }, cancellation);
        if (change is not null)
        {
            if (alerts is not null)
                await BreakerAlerts.TellAsync(alerts, step.Portfolio, change, cancellation);
            await audit.AppendAsync(
                $"breaker-{step.Portfolio}-{change.Number}", "breaker-level", step.Portfolio, change, cancellation);
        }
        return new RiskWatched(standing.Value, standing.Drawdown, before, standing.Level, closings);
    }
}
