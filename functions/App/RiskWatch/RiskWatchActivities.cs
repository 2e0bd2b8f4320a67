using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Audit;
using Orchestrations.App.Closing;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Portfolio;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.RiskWatch;

/// <summary>The steps of the risk watch. Every step may run twice.</summary>
public sealed class RiskWatchActivities(
    PortfolioValuation valuation, BreakerRepository breakers, EngineClosers closers, RiskWatchSettings settings, AuditRepository audit)
{
    /// <summary>Values the portfolio, moves the breaker, and says which engines its level closes.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    /// <exception cref="ExchangeUnavailableException">The positions could not be read; ask again.</exception>
    [Function(nameof(WatchRisk))]
    public async Task<RiskWatched> WatchRisk([ActivityTrigger] RiskWatchStep step, CancellationToken cancellation)
    {
        var value = await valuation.ValueAsync(step.Portfolio, cancellation);
        var (standing, before, change) = await breakers.ValueAsync(step.Portfolio, step.Run, value, step.At, cancellation);
        if (change is not null)
            await audit.AppendAsync(
                $"breaker-{step.Portfolio}-{change.Number}", "breaker-level", step.Portfolio, change, cancellation);
        // Also on the runs after the one that reached the level: what could not be sold then is sold now.
        var closings = standing.Actions.Closes
            .Where(engine => value.CoinsOf(engine, settings.Dust).Any()
                || (value.OpenPositions > 0 && engine is (PortfolioEngine.Trend or PortfolioEngine.Funding)))
            .Select(closers.Of);
        return new RiskWatched(standing.Value, standing.Drawdown, before, standing.Level, [.. closings]);
    }
}
