using System.Diagnostics.Metrics;
using System.Text;
using Orchestrations.App.Metrics;

namespace Orchestrations.App.Tests.Metrics;

public sealed class MetricSeriesTests : IDisposable
{
    readonly Meter meter = new("a test");

    public void Dispose() => meter.Dispose();

    [Fact]
    public void Counter_OfSeveralLabels_IsASumForEach()
    {
        var series = MetricSeries.Of(meter.CreateCounter<long>("eternal.trades", null, "Orders that were filled."));
        series.Record(1, [Tag("symbol", "BTCUSDT"), Tag("side", "buy")]);
        series.Record(2, [Tag("side", "buy"), Tag("symbol", "BTCUSDT")]);
        series.Record(5, [Tag("side", "sell"), Tag("symbol", "BTCUSDT")]);

        Assert.Equal(
            """
            # HELP eternal_trades_total Orders that were filled.
            # TYPE eternal_trades_total counter
            eternal_trades_total{side="buy",symbol="BTCUSDT"} 3
            eternal_trades_total{side="sell",symbol="BTCUSDT"} 5

            """, Text(series));
    }

    [Fact]
    public void Histogram_OfSeconds_HasCumulativeBuckets()
    {
        var series = MetricSeries.Of(meter.CreateHistogram(
            "eternal.trade.latency", "s", "Time.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] }));
        foreach (var value in (double[])[0.1, 0.5, 0.7, 3])
            series.Record(value, []);

        Assert.Equal(
            """
            # HELP eternal_trade_latency_seconds Time.
            # TYPE eternal_trade_latency_seconds histogram
            eternal_trade_latency_seconds_bucket{le="0.5"} 2
            eternal_trade_latency_seconds_bucket{le="1"} 3
            eternal_trade_latency_seconds_bucket{le="+Inf"} 4
            eternal_trade_latency_seconds_sum 4.3
            eternal_trade_latency_seconds_count 4

            """, Text(series));
    }

    [Fact]
    public void Labels_OfAnyText_AreEscaped()
    {
        var series = MetricSeries.Of(meter.CreateCounter<int>("odd", null, "back\\slash and\nline"));
        series.Record(1, [Tag("a", "quote \" back \\ line \n end")]);

        var lines = Text(series).Split('\n');
        Assert.Equal("# HELP odd_total back\\\\slash and\\nline", lines[0]);
        Assert.Equal("odd_total{a=\"quote \\\" back \\\\ line \\n end\"} 1", lines[2]);
    }

    [Fact]
    public void LabelSets_BeyondTheBound_AreDroppedAndCounted()
    {
        var series = MetricSeries.Of(meter.CreateCounter<int>("many"));
        for (var i = 0; i < MetricSeries.MostLabelSets + 7; i++)
            series.Record(1, [Tag("i", $"{i}")]);
        series.Record(1, [Tag("i", "0")]);

        Assert.Equal(7, series.Dropped);
        Assert.Equal(MetricSeries.MostLabelSets + 2, Text(series).Split('\n').Length - 1);
    }

    [Fact]
    public void Gauge_ThatIsNotMeasuredAnyMore_IsGone()
    {
        var series = MetricSeries.Of(meter.CreateObservableGauge("level", () => 1));
        series.Record(1, [Tag("engine", "CORE")]);
        series.Begin();
        series.Record(2, [Tag("engine", "TREND")]);

        Assert.DoesNotContain("CORE", Text(series), StringComparison.Ordinal);
        Assert.Contains("level{engine=\"TREND\"} 2", Text(series), StringComparison.Ordinal);
    }

    static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    static string Text(MetricSeries series)
    {
        var text = new StringBuilder();
        series.Write(text);
        return text.ToString();
    }
}
