using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrations.TestKit;

/// <summary>
/// Reads Prometheus' text format 0.0.4 and refuses whatever it does not allow, and some that it does and Prometheus' own checker
/// (promtool check metrics) does not. Source: https://prometheus.io/docs/instrumenting/exposition_formats/
/// </summary>
public static partial class PrometheusText
{
    const string OneLabel = """[a-zA-Z_][a-zA-Z0-9_]*="(\\[\\"n]|[^\\"\n])*\x22""";

    static readonly string[] histogramParts = ["_bucket", "_sum", "_count"];

    /// <summary>The metrics by their names.</summary>
    /// <exception cref="FormatException">A line that is none; says which and why.</exception>
    public static IReadOnlyDictionary<string, PrometheusMetric> Read(string text)
    {
        Check(text.EndsWith('\n'), "", "the last line does not end");
        var metrics = new Dictionary<string, PrometheusMetric>(StringComparer.Ordinal);
        PrometheusMetric? current = null;
        foreach (var line in text[..^1].Split('\n'))
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ', 4);
                Check(parts.Length == 4 && Name().IsMatch(parts[2]), line, "no name and help");
                Check(!BadHelp().IsMatch(parts[3]), line, "an escape that is none");
                current = new PrometheusMetric(parts[2]);
                Check(metrics.TryAdd(parts[2], current), line, "the metric was there before: its lines are not together");
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                Check(parts.Length == 4 && parts[2] == current?.Name && current.Samples.Count == 0, line, "not after its help");
                Check(current!.Kind.Length == 0 && parts[3] is "counter" or "gauge" or "histogram", line, "no type, or a second one");
                current.Kind = parts[3];
            }
            else
                Add(current, line);
        foreach (var metric in metrics.Values)
            CheckWhole(metric);
        return metrics;
    }

    static void Add(PrometheusMetric? metric, string line)
    {
        var sample = Sample().Match(line);
        Check(sample.Success, line, "no sample");
        var name = sample.Groups["name"].Value;
        Check(metric is { Kind.Length: > 0 } && IsOf(metric, name), line, "not under its help and type");
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in Label().Matches(sample.Groups["labels"].Value).Cast<Match>())
        {
            Check(!label.Groups[1].Value.StartsWith("__", StringComparison.Ordinal), line, "a label that Prometheus keeps for itself");
            Check(labels.TryAdd(label.Groups[1].Value, label.Groups[2].Value), line, "a label twice");
        }
        var series = name + "{" + string.Join(",", labels.Select(label => $"{label.Key}={label.Value}")) + "}";
        Check(metric!.Series.Add(series), line, "a series twice");
        metric.Samples.Add((name, labels, Number(sample.Groups["value"].Value, line)));
    }

    static void CheckWhole(PrometheusMetric metric)
    {
        Check(metric.Kind.Length > 0, metric.Name, "no type");
        var total = metric.Name.EndsWith("_total", StringComparison.Ordinal);
        Check(metric.Kind == "counter" == total, metric.Name, "counters, and they alone, end in _total");
        // What .NET measures has the names that OpenTelemetry gives it, dotnet_assembly_count among them.
        var ours = !metric.Name.StartsWith("dotnet_", StringComparison.Ordinal);
        Check(metric.Kind != "gauge" || !ours || !histogramParts.Any(metric.Name.EndsWith), metric.Name, "a gauge named as a part of a histogram");
        Check(metric.Kind == "gauge" || metric.Samples.All(sample => sample.Value >= 0), metric.Name, "less than nothing was counted");
        if (metric.Kind != "histogram")
            return;
        foreach (var series in metric.Samples.GroupBy(sample => string.Join(",", sample.Labels.Where(l => l.Key != "le"))))
        {
            var buckets = series.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToList();
            var bounds = buckets.Select(bucket => Number(bucket.Labels["le"], metric.Name)).ToList();
            Check(bounds.SequenceEqual(bounds.Distinct().Order()) && double.IsPositiveInfinity(bounds[^1]), metric.Name, "bounds out of order");
            Check(buckets.Zip(buckets.Skip(1)).All(pair => pair.First.Value <= pair.Second.Value), metric.Name, "buckets are not cumulative");
            Check(series.Single(sample => sample.Name == metric.Name + "_count").Value == buckets[^1].Value, metric.Name, "the count differs");
            Check(series.Count(sample => sample.Name == metric.Name + "_sum") == 1, metric.Name, "no sum");
        }
    }

    static bool IsOf(PrometheusMetric metric, string name) => metric.Kind == "histogram"
        ? histogramParts.Any(part => metric.Name + part == name)
        : metric.Name == name;

    static double Number(string text, string line) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => throw new FormatException($"no number: {line}"),
    };

    static void Check(bool holds, string line, string problem)
    {
        if (!holds)
            throw new FormatException($"{problem}: {line}");
    }

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<!\\)(\\\\)*\\([^\\n]|$)")]
    private static partial Regex BadHelp();

    [GeneratedRegex("^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?<labels>" + OneLabel + "(," + OneLabel + ")*)\\})? (?<value>[^ ]+)$")]
    private static partial Regex Sample();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:\\[\\"n]|[^\\"\n])*)"(?:,|$)""")]
    private static partial Regex Label();
}

/// <summary>One metric.</summary>
/// <param name="Name">As its help and type name it.</param>
public sealed record PrometheusMetric(string Name)
{
    /// <summary>counter, gauge or histogram.</summary>
    public string Kind { get; internal set; } = "";

    /// <summary>Its samples, in order.</summary>
    public List<(string Name, SortedDictionary<string, string> Labels, double Value)> Samples { get; } = [];

    internal HashSet<string> Series { get; } = new(StringComparer.Ordinal);
}
