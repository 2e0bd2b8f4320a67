using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrations.App.Exchange;
using Orchestrations.App.Metrics;
using Orchestrations.App.Tests.Alerts;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Alerts;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Metrics;

/// <summary>The dashboard and the rules of docs/operating ask for no metric and no label that the code does not measure.</summary>
public partial class DashboardTests
{
    static readonly string folder = Path.Combine(Repository.Root, "docs", "operating");

    [Fact]
    public async Task Dashboard_TheMetricsAndLabelsOfItsPanels_AreMeasured()
    {
        using var dashboard = Read("grafana-dashboard.json");
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        var targets = panels
            .Where(panel => panel.GetProperty("type").GetString() != "row")
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => (Expression: target.GetProperty("expr").GetString()!, Shown: LegendOf(target)))
            .ToList();

        Assert.True(targets.SelectMany(target => PromQl.Of(target.Expression).Metrics).Distinct().Count() > 20);
        await HoldAsync(targets);
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
    }

    [Fact]
    public async Task Rules_TheMetricsAndLabelsOfTheirExpressions_AreMeasured()
    {
        var lines = File.ReadLines(Path.Combine(folder, "prometheus-rules.yml")).Select(line => line.Trim()).ToList();
        var expressions = lines.Where(line => line.StartsWith("expr:", StringComparison.Ordinal)).Select(line => line["expr:".Length..]).ToList();
        var shown = lines.Where(line => line.StartsWith("annotations:", StringComparison.Ordinal)).ToList();

        Assert.True(expressions.Count >= 7);
        Assert.Equal(expressions.Count, shown.Count);
        await HoldAsync(expressions.Zip(shown));
    }

    [Theory]
    [InlineData(
        "sum by (le, engine) (rate(some_bucket{x=\"a_b\", y!~\"c\"}[5m])) / on (z) other_total > 5",
        "other_total some_bucket", "engine le x y z")]
    [InlineData("histogram_quantile(0.95, rate(a_b[1h])) and absent(c)", "a_b c", "")]
    public void Expression_OfPrometheus_IsReadByItsParts(string expression, string metrics, string labels) => Assert.Equal(
        (metrics, labels), (string.Join(' ', PromQl.Of(expression).Metrics.Order()), string.Join(' ', PromQl.Of(expression).Labels.Order())));

    [Fact]
    public async Task Seeds_TheirMetrics_AreMeasured()
    {
        string[] wanted =
        [
            "eternal_trades_total", "eternal_trade_latency_seconds", "eternal_portfolio_value", "eternal_position_pnl",
            "eternal_circuit_breaker_level", "eternal_api_errors_total", "eternal_system_info",
        ];

        Assert.Empty(wanted.Except((await MeasuredAsync()).Keys));
    }

    static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file)));

    // What is shown of a series, such as {{engine}}, is asked of it too.
    static async Task HoldAsync(IEnumerable<(string Expression, string Shown)> asked)
    {
        var measured = await MeasuredAsync();
        foreach (var (expression, shown) in asked)
        {
            var read = PromQl.Of(expression);
            Assert.NotEmpty(read.Metrics);
            Assert.Empty(read.Metrics.Except(measured.Keys));
            var labels = read.Metrics
                .SelectMany(metric => metric.EndsWith("_bucket", StringComparison.Ordinal) ? measured[metric].Append("le") : measured[metric])
                .ToHashSet(StringComparer.Ordinal);
            var wanted = read.Labels.Concat(Shown().Matches(shown).Select(match => match.Groups[1].Value));
            Assert.True(wanted.All(labels.Contains), $"{expression} ({shown}) has only the labels {string.Join(", ", labels)}");
        }
    }

    static string LegendOf(JsonElement target) => target.TryGetProperty("legendFormat", out var legend) ? legend.GetString()! : "";

    // The instruments themselves, named as they are written, with the labels of what a world at work measured: a name in code
    // that is never published is no metric.
    static async Task<Dictionary<string, HashSet<string>>> MeasuredAsync()
    {
        var found = new ConcurrentDictionary<string, HashSet<string>>(StringComparer.Ordinal) { ["orchestrations_metrics_dropped_total"] = [] };
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name is not ("Orchestrations.App" or "Orchestrations.Engine"))
                return;
            foreach (var name in NamesOf(instrument))
                found.TryAdd(name, []);
            listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        await using var world = AlertWorld.Of([.. TrendCases.Settings.Select(setting => (setting.Key, setting.Value!))]);
        world.Get<MetricsCollector>();
        ExchangeErrors.Count("a test", "none");
        TrendCases.Entered(world);
        world.Order("order-1", Bench.Buy());
        world.Look();
        world.Raise(AlertSeverity.P0);
        world.Sweep(TimeSpan.FromMinutes(1));
        world.Do(() => world.Get<PortfolioGauges>().RefreshAsync(CancellationToken.None));
        listener.RecordObservableInstruments();
        return new Dictionary<string, HashSet<string>>(found, StringComparer.Ordinal);

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var name in NamesOf(instrument))
                lock (found[name])
                    foreach (var (label, _) in tags)
                        found[name].Add(label.Replace('.', '_'));
        }
    }

    static IEnumerable<string> NamesOf(Instrument instrument)
    {
        var series = MetricSeries.Of(instrument);
        return series.Kind == "histogram" ? [series.Name, series.Name + "_sum", series.Name + "_count", series.Name + "_bucket"] : [series.Name];
    }

    [GeneratedRegex(@"\{\{ *(?:\$labels\.)?([a-z_]+) *\}\}")]
    private static partial Regex Shown();
}
