using System.Diagnostics.Metrics;

namespace Orchestrations.App.Metrics;

/// <summary>
/// The app's instruments; see docs/reference/telemetry.md. They count what this process did since it started: a step that runs
/// twice may count twice. What must be exact is in the ledger and the audit log. Amounts are binary floating point here, because
/// metrics are; nothing is decided by them.
/// </summary>
public sealed class AppMeters : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Orchestrations.App";

    static readonly InstrumentAdvice<double> seconds = new()
    {
        HistogramBucketBoundaries = [.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    readonly Meter meter = new(MeterName);
    readonly Counter<long> trades;
    readonly Histogram<double> latency;
    readonly Counter<long> signals;
    readonly Counter<long> orders;
    readonly Histogram<double> executions;
    readonly Counter<long> alerts;
    readonly Counter<long> messages;

    /// <summary>Makes the instruments.</summary>
    public AppMeters()
    {
        trades = meter.CreateCounter<long>("eternal.trades", null, "Orders that were filled.");
        latency = meter.CreateHistogram("eternal.trade.latency", "s", "From an order's first sending to its known end.", tags: null, seconds);
        signals = meter.CreateCounter<long>("trading.signals.generated", null, "Decisions of an operation to trade.");
        orders = meter.CreateCounter<long>("orders.placed", null, "Orders that came to their end.");
        executions = meter.CreateHistogram(
            "execution.latency", "s", "The same for each operation.", tags: null, seconds);
        alerts = meter.CreateCounter<long>("orchestrations.alerts", null, "Alerts that were raised.");
        messages = meter.CreateCounter<long>("orchestrations.alert.messages", null, "Attempts to send alerts.");
    }

    /// <summary>Where what is read when somebody asks is shown too.</summary>
    internal Meter Meter => meter;

    /// <summary>An operation decided to trade.</summary>
    /// <param name="strategy">The operation.</param>
    /// <param name="symbol">The pair.</param>
    public void SignalGiven(string strategy, string symbol) => signals.Add(1, Tag("strategy", strategy), Tag("symbol", symbol));

    /// <summary>An order came to its end.</summary>
    /// <param name="strategy">What ordered.</param>
    /// <param name="symbol">The pair.</param>
    /// <param name="side">Buy or Sell.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="isFilled">Whether any of it was filled.</param>
    /// <param name="took">From the first sending; null when it was not sent.</param>
    public void OrderEnded(string strategy, string symbol, string side, string status, bool isFilled, TimeSpan? took)
    {
        orders.Add(1, Tag("status", status), Tag("symbol", symbol));
        if (isFilled)
            trades.Add(1, Tag("strategy", strategy), Tag("symbol", symbol), Tag("side", side.ToLowerInvariant()));
        if (took is { } time)
        {
            latency.Record(time.TotalSeconds);
            executions.Record(time.TotalSeconds, Tag("operation", strategy));
        }
    }

    /// <summary>An alert was raised.</summary>
    public void AlertRaised(string severity) => alerts.Add(1, Tag("severity", severity));

    /// <summary>A message was tried.</summary>
    public void MessageTried(string channel, string status) => messages.Add(1, Tag("channel", channel), Tag("status", status));

    /// <inheritdoc />
    public void Dispose() => meter.Dispose();

    static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
