using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Exchange;
using Orchestrations.App.Metrics;
using Orchestrations.App.Tests.Histories;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Metrics;

/// <summary>The dashboard, the rules and the workbook of docs/operating ask for nothing that the code does not measure or record.</summary>
public partial class DashboardTests
{
    static readonly string folder = Path.Combine(Repository.Root, "docs", "operating");

    [Fact]
    public async Task Dashboard_TheMetricsOfItsPanels_AreMeasured()
    {
        using var dashboard = Read("grafana-dashboard.json");
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        var asked = panels
            .Where(panel => panel.GetProperty("type").GetString() != "row")
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .SelectMany(target => Named(target.GetProperty("expr").GetString()!))
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(asked.Count > 20);
        Assert.Empty(asked.Except(await MeasuredAsync()));
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
    }

    [Fact]
    public async Task Rules_TheMetricsOfTheirExpressions_AreMeasured()
    {
        var expressions = File.ReadLines(Path.Combine(folder, "prometheus-rules.yml"))
            .Select(line => line.Trim()).Where(line => line.StartsWith("expr:", StringComparison.Ordinal)).ToList();
        var measured = await MeasuredAsync();

        Assert.True(expressions.Count >= 7);
        Assert.All(expressions, expression => Assert.Empty(Named(expression).Except(measured)));
        Assert.All(expressions, expression => Assert.NotEmpty(Named(expression)));
    }

    [Fact]
    public async Task Seeds_TheirMetrics_AreMeasured()
    {
        string[] wanted =
        [
            "eternal_trades_total", "eternal_trade_latency_seconds", "eternal_portfolio_value", "eternal_position_pnl",
            "eternal_circuit_breaker_level", "eternal_api_errors_total", "eternal_system_info",
        ];

        Assert.Empty(wanted.Except(await MeasuredAsync()));
    }

    [Fact]
    public void Workbook_WhatItsQueriesAskFor_IsRecorded()
    {
        using var workbook = Read("application-insights-workbook.json");
        var queries = workbook.RootElement.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("type").GetInt32() == 3)
            .Select(item => item.GetProperty("content").GetProperty("query").GetString()!)
            .ToList();
        var functions = typeof(AppServices).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions", "App"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();

        Assert.True(queries.Count >= 5);
        // "alert-acknowledged" is written from the state's name.
        string[] made = ["alert-acknowledged", "alert-resolved"];
        Assert.All(
            queries.SelectMany(query => Kind().Matches(query).Select(match => match.Groups[1].Value)).Except(made),
            kind => Assert.Contains(sources, source => source.Contains($"\"{kind}\"", StringComparison.Ordinal)));
        Assert.All(
            queries.SelectMany(query => Function().Matches(query).Select(match => match.Groups[1].Value)),
            name => Assert.Contains(name, functions));
    }

    static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file)));

    static IEnumerable<string> Named(string expression) => Metric().Matches(expression).Select(match => match.Value);

    // The instruments themselves, named as they are written: a name in code that is never published is no metric.
    static async Task<HashSet<string>> MeasuredAsync()
    {
        var found = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal) { ["orchestrations_metrics_dropped_total"] = true };
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name is not ("Orchestrations.App" or "Orchestrations.Engine"))
                return;
            var series = MetricSeries.Of(instrument);
            found[series.Name] = true;
            if (series.Kind == "histogram")
                foreach (var part in (string[])["_bucket", "_sum", "_count"])
                    found[series.Name + part] = true;
        };
        await using var world = new HistoryWorld();
        world.Get<MetricsCollector>();
        ExchangeErrors.Count("a test", "none");
        listener.Start();
        return [.. found.Keys];
    }

    [GeneratedRegex(@"\b(eternal|orchestrations)_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("AuditKind\"\\]\\) == \"([a-z-]+)\"")]
    private static partial Regex Kind();

    [GeneratedRegex("Name == \"([A-Za-z]+)\"")]
    private static partial Regex Function();
}
