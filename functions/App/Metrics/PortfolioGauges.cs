using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Alerts;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Health;
using Orchestrations.App.Portfolio;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Metrics;

/// <summary>
/// What metrics show of the portfolio. It is read when somebody asks for metrics, at most once in a while; what could not be read
/// is not shown, because an old number would look like a new one.
/// </summary>
public sealed class PortfolioGauges(
    PortfolioValuation valuation, IPositions positions, ContractClaims claims, BreakerRepository breakers, AlertRepository alerts,
    HealthBoard board, TradingSettings trading, TimeProvider time, ILogger<PortfolioGauges> log) : IDisposable
{
    // Open alerts are looked for among so many of the newest.
    const int MostAlerts = 500;

    static readonly TimeSpan keptFor = TimeSpan.FromSeconds(15);
    static readonly string version = typeof(PortfolioGauges).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        ?.InformationalVersion.Split('+')[0] ?? "unknown";

    readonly SemaphoreSlim reading = new(1, 1);
    DateTimeOffset? readAt;
    IReadOnlyList<Measurement<double>> values = [];
    IReadOnlyList<Measurement<double>> balances = [];
    IReadOnlyList<Measurement<double>> profits = [];
    IReadOnlyList<Measurement<int>> level = [];
    IReadOnlyList<Measurement<double>> drawdown = [];
    IReadOnlyList<Measurement<int>> open = [];

    /// <summary>Reads everything anew, unless that was done a moment ago.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await reading.WaitAsync(cancellation);
        try
        {
            // Both ways: a clock that was put back must not keep old numbers until it is there again.
            if (readAt is { } last && (time.GetUtcNow() - last).Duration() < keptFor)
                return;
            balances = [];
            values = await TryAsync(() => ReadValuesAsync(cancellation));
            profits = await TryAsync(() => ReadProfitsAsync(cancellation));
            (level, drawdown) = ([], []);
            await TryAsync(() => ReadBreakerAsync(cancellation));
            open = await TryAsync(() => ReadAlertsAsync(cancellation));
            readAt = time.GetUtcNow();
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Makes the instruments.</summary>
    internal void ShowOn(Meter meter)
    {
        meter.CreateObservableGauge("eternal.portfolio.value", () => values, null, "What the portfolio is worth, in USDT.");
        meter.CreateObservableGauge("balance.usd", () => balances, null, "What is held of each coin, in USDT.");
        meter.CreateObservableGauge("eternal.position.pnl", () => profits, null, "Open profit of each contract, in USDT.");
        meter.CreateObservableGauge("eternal.circuit.breaker.level", () => level, null, "The breaker's level, 0 to 4.");
        meter.CreateObservableGauge("orchestrations.drawdown.ratio", () => drawdown, null, "The drawdown from the peak, 0 to 1.");
        meter.CreateObservableGauge("orchestrations.alerts.open", () => open, null, "Alerts that nobody took on.");
        meter.CreateObservableGauge("orchestrations.health.check", Checks, null, "How each check ended: 0 ok, 1 warn, 2 fail.");
        meter.CreateObservableGauge("orchestrations.health.age", Age, "s", "Since the last look of the health watch.");
        meter.CreateObservableGauge("eternal.system.info", System, null, "The version, and whose money is at stake.");
    }

    IEnumerable<Measurement<int>> Checks() => board.Last
        .GroupBy(finding => finding.Check)
        .Select(check => new Measurement<int>((int)check.Max(finding => finding.Verdict), Tag("check", check.Key)));

    IEnumerable<Measurement<double>> Age() => board.Age is { } age ? [new Measurement<double>(age.TotalSeconds)] : [];

    IEnumerable<Measurement<int>> System() =>
        [new Measurement<int>(1, Tag("version", version), Tag("environment", TradingSettings.Name(trading.Mode)))];

    /// <inheritdoc />
    public void Dispose() => reading.Dispose();

    async Task<IReadOnlyList<Measurement<double>>> ReadValuesAsync(CancellationToken cancellation)
    {
        var value = await valuation.ValueAsync(trading.Portfolio, cancellation);
        balances =
        [
            .. value.Holdings.GroupBy(holding => holding.Amount.Asset.Code).Select(coin => new Measurement<double>(
                (double)coin.Sum(holding => holding.Value.Amount), Tag("asset", coin.Key))),
        ];
        return
        [
            .. value.Holdings.GroupBy(holding => holding.Engine).Select(engine => new Measurement<double>(
                (double)engine.Sum(holding => holding.Value.Amount), Tag("engine", Account.EngineCode(engine.Key)))),
            new Measurement<double>((double)value.Total.Amount, Tag("engine", "total")),
        ];
    }

    async Task<IReadOnlyList<Measurement<double>>> ReadProfitsAsync(CancellationToken cancellation)
    {
        var shown = new List<Measurement<double>>();
        foreach (var position in await positions.GetPositionsAsync(cancellation))
        {
            var engine = await claims.HolderAsync(trading.Portfolio, position.Pair.Symbol, cancellation);
            shown.Add(new Measurement<double>(
                (double)position.UnrealisedPnl.Amount, Tag("symbol", position.Pair.Symbol),
                Tag("engine", engine is { } holder ? Account.EngineCode(holder) : "none")));
        }
        return shown;
    }

    async Task<IReadOnlyList<Measurement<int>>> ReadBreakerAsync(CancellationToken cancellation)
    {
        var standing = await breakers.GetAsync(trading.Portfolio, cancellation);
        drawdown = [new Measurement<double>((double)standing.Drawdown)];
        return level = [new Measurement<int>(standing.Level)];
    }

    async Task<IReadOnlyList<Measurement<int>>> ReadAlertsAsync(CancellationToken cancellation)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal) { ["P0"] = 0, ["P1"] = 0, ["P2"] = 0 };
        await foreach (var alert in alerts.ListAsync(null, cancellation).Take(MostAlerts))
            if (alert.State == AlertStates.Open)
                counts[alert.Severity] = counts.GetValueOrDefault(alert.Severity) + 1;
        return [.. counts.Select(count => new Measurement<int>(count.Value, Tag("severity", count.Key)))];
    }

    async Task<IReadOnlyList<T>> TryAsync<T>(Func<Task<IReadOnlyList<T>>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception unknown) when (unknown is not OperationCanceledException)
        {
            log.LogDebug(unknown, "A metric could not be read");
            return [];
        }
    }

    static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
