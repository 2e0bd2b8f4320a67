using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Orchestrations.App.Metrics;

/// <summary>One instrument in the form of Prometheus: its name, and a value or histogram for each set of labels.</summary>
/// <remarks>
/// Invariant: no more than <see cref="MostLabelSets"/> sets of labels are kept, whatever is measured; the rest is counted as
/// dropped. Names are made as OpenTelemetry makes them: dots become underscores, the unit and <c>_total</c> are appended.
/// </remarks>
sealed class MetricSeries
{
    public const int MostLabelSets = 500;

    static readonly double[] standardBounds = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    readonly Lock gate = new();
    readonly SortedDictionary<string, Cell> cells = new(StringComparer.Ordinal);
    readonly double[] bounds;

    MetricSeries(string name, string kind, string help, double[] bounds, bool adds, bool isObserved) =>
        (Name, Kind, Help, this.bounds, Adds, IsObserved) = (name, kind, help, bounds, adds, isObserved);

    public string Name { get; }

    /// <summary>counter, gauge or histogram.</summary>
    public string Kind { get; }

    public string Help { get; }

    /// <summary>True when measurements are changes, not values.</summary>
    public bool Adds { get; }

    /// <summary>True when it is measured only when somebody asks.</summary>
    public bool IsObserved { get; }

    public long Dropped { get; private set; }

    public bool IsEmpty
    {
        get
        {
            lock (gate)
                return cells.Count == 0;
        }
    }

    public static MetricSeries Of(Instrument instrument)
    {
        var type = instrument.GetType().IsGenericType ? instrument.GetType().GetGenericTypeDefinition() : instrument.GetType();
        var isHistogram = type == typeof(Histogram<>);
        var isCounter = type == typeof(Counter<>) || type == typeof(ObservableCounter<>);
        var name = NameOf(instrument.Name, instrument.Unit) + (isCounter ? "_total" : "");
        return new MetricSeries(
            name, isHistogram ? "histogram" : isCounter ? "counter" : "gauge", instrument.Description ?? "",
            isHistogram ? BoundsOf(instrument) : [], type == typeof(Counter<>) || type == typeof(UpDownCounter<>), instrument.IsObservable);
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        lock (gate)
        {
            if (!cells.TryGetValue(labels, out var cell))
            {
                if (cells.Count >= MostLabelSets)
                {
                    Dropped++;
                    return;
                }
                cells[labels] = cell = new Cell(bounds.Length);
            }
            cell.Value = Adds ? cell.Value + value : value;
            if (Kind != "histogram")
                return;
            cell.Count++;
            cell.Sum += value;
            var bucket = Array.FindIndex(bounds, bound => value <= bound);
            if (bucket >= 0)
                cell.Buckets[bucket]++;
        }
    }

    /// <summary>Forgets the sets of labels of the last time: what is not measured now is not there now.</summary>
    public void Begin()
    {
        lock (gate)
            if (IsObserved)
                cells.Clear();
    }

    public void Write(StringBuilder text)
    {
        lock (gate)
        {
            // Also before anything was measured: who looks for a metric finds that there is one.
            text.Append("# HELP ").Append(Name).Append(' ').Append(EscapedHelp(Help)).Append('\n');
            text.Append("# TYPE ").Append(Name).Append(' ').Append(Kind).Append('\n');
            foreach (var (labels, cell) in cells)
                if (Kind == "histogram")
                    WriteHistogram(text, labels, cell);
                else
                    Line(text, Name, labels, Number(cell.Value));
        }
    }

    void WriteHistogram(StringBuilder text, string labels, Cell cell)
    {
        var (below, and) = (0L, labels.Length == 0 ? "" : labels + ",");
        for (var i = 0; i < bounds.Length; i++)
        {
            below += cell.Buckets[i];
            Line(text, Name + "_bucket", $"{and}le=\"{Number(bounds[i])}\"", Number(below));
        }
        Line(text, Name + "_bucket", and + "le=\"+Inf\"", Number(cell.Count));
        Line(text, Name + "_sum", labels, Number(cell.Sum));
        Line(text, Name + "_count", labels, Number(cell.Count));
    }

    static void Line(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    static string NameOf(string name, string? unit)
    {
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':' ? c : '_'));
        var suffix = unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" };
        return plain.EndsWith(suffix, StringComparison.Ordinal) ? plain : plain + suffix;
    }

    static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } given } => [.. given],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } given } => [.. given.Select(bound => (double)bound)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } given } => [.. given.Select(bound => (double)bound)],
        _ => standardBounds,
    };

    static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
            return "";
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
            labels[NameOf(name, null)] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return string.Join(',', labels.Select(label => $"{label.Key}=\"{EscapedLabel(label.Value)}\""));
    }

    static string EscapedLabel(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    static string EscapedHelp(string help) =>
        help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    sealed class Cell(int buckets)
    {
        public double Value { get; set; }

        public long Count { get; set; }

        public double Sum { get; set; }

        public long[] Buckets { get; } = new long[buckets];
    }
}
