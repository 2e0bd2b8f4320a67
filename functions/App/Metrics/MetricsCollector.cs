using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Hosting;
using Orchestrations.App.Exchange;

namespace Orchestrations.App.Metrics;

/// <summary>
/// Listens to the meters of the app, the engine, the web server and the runtime from the host's start on, and writes what they
/// measured in Prometheus' text format 0.0.4. Where nothing starts hosted services, such as a simulation, nothing is measured.
/// </summary>
public sealed class MetricsCollector : IHostedService, IDisposable
{
    /// <summary>The content type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    // The engine's name is written out: the app does not know the engine.
    static readonly HashSet<string> others = ["Orchestrations.Engine", "Microsoft.AspNetCore.Hosting", "System.Runtime"];

    readonly MeterListener listener = new();
    readonly ConcurrentDictionary<Instrument, MetricSeries> series = new();
    readonly Lock writing = new();

    /// <param name="app">Made here, so that its instruments are there from the start.</param>
    /// <param name="portfolio">What is read when somebody asks.</param>
    public MetricsCollector(AppMeters app, PortfolioGauges portfolio)
    {
        portfolio.ShowOn(app.Meter);
        listener.InstrumentPublished = (instrument, listening) =>
        {
            // Of several hosts in one process, each shows its own.
            if (instrument.Meter == app.Meter || instrument.Meter == ExchangeErrors.Meter || others.Contains(instrument.Meter.Name))
                listening.EnableMeasurementEvents(instrument, series.GetOrAdd(instrument, MetricSeries.Of));
        };
        listener.MeasurementsCompleted = (instrument, _) => series.TryRemove(instrument, out MetricSeries? _);
        listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => Record((double)value, tags, state));
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Everything as it is now.</summary>
    public string Write()
    {
        lock (writing)
        {
            foreach (var one in series.Values)
                one.Begin();
            listener.RecordObservableInstruments();
            var text = new StringBuilder(16 * 1024);
            foreach (var group in series.Values.GroupBy(one => one.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
                (group.FirstOrDefault(one => !one.IsEmpty) ?? group.First()).Write(text);
            var dropped = series.Values.Sum(one => one.Dropped);
            text.Append("# HELP orchestrations_metrics_dropped_total Measurements of label sets beyond what is kept.\n");
            text.Append("# TYPE orchestrations_metrics_dropped_total counter\n");
            text.Append("orchestrations_metrics_dropped_total ").Append(dropped.ToString(CultureInfo.InvariantCulture)).Append('\n');
            return text.ToString();
        }
    }

    /// <inheritdoc />
    public void Dispose() => listener.Dispose();

    static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        ((MetricSeries)state!).Record(value, tags);
}
