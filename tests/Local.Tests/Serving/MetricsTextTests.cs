using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>What <c>/metrics</c> of a served host writes, read as strictly as Prometheus reads it.</summary>
public sealed class MetricsTextTests : IDisposable
{
    // Those of the seeds; each with its labels.
    static readonly Dictionary<string, (string Kind, string Labels)> wanted = new()
    {
        ["eternal_trades_total"] = ("counter", "side strategy symbol"),
        ["eternal_trade_latency_seconds"] = ("histogram", ""),
        ["eternal_portfolio_value"] = ("gauge", "engine"),
        ["eternal_position_pnl"] = ("gauge", "engine symbol"),
        ["eternal_circuit_breaker_level"] = ("gauge", ""),
        ["eternal_api_errors_total"] = ("counter", "error_type exchange"),
        ["eternal_system_info"] = ("gauge", "environment version"),
        ["trading_signals_generated_total"] = ("counter", "strategy symbol"),
        ["orders_placed_total"] = ("counter", "status symbol"),
        ["execution_latency_seconds"] = ("histogram", "operation"),
        ["api_requests_total"] = ("counter", "endpoint status_code"),
        ["balance_usd"] = ("gauge", "asset"),
    };

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-metrics-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Metrics_OfAHostThatTraded_AreValidAndHaveTheNamesThatWereAskedFor()
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance, ("Health:Schedule", "*/1 * * * * *"));
        var fresh = PrometheusText.Read(await TextAsync(host));
        Assert.Empty(wanted.Keys.Except(fresh.Keys));

        await host.PostAsync("admin/functions/DcaTimer", new { });
        await host.PostAsync("api/alerts/test", new { severity = "P1" });
        // Whatever a caller writes into a path is no label.
        for (var i = 0; i < 30; i++)
            await host.GetAsync($"nothing/{i}\"\\{{}}");
        string text;
        var tries = 0;
        do
        {
            Assert.True(++tries < 600, "The plan's orders did not come to their end.");
            await WallClock.PauseAsync(50);
            text = await TextAsync(host);
        }
        while (!text.Contains("eternal_trades_total{side=\"buy\",strategy=\"dca\",symbol=\"ETHUSDT\"}", StringComparison.Ordinal)
            || !text.Contains("orchestrations_health_check{", StringComparison.Ordinal));

        var metrics = PrometheusText.Read(text);
        foreach (var (name, (kind, labels)) in wanted)
        {
            Assert.Equal(kind, metrics[name].Kind);
            Assert.All(metrics[name].Samples, sample => Assert.Equal(labels, string.Join(' ', sample.Labels.Keys.Where(key => key != "le"))));
        }
        string[] moved =
        [
            "eternal_trades_total", "eternal_trade_latency_seconds", "eternal_portfolio_value", "eternal_system_info", "balance_usd",
            "trading_signals_generated_total", "orders_placed_total", "execution_latency_seconds", "eternal_circuit_breaker_level",
        ];
        Assert.All(moved, name => Assert.NotEmpty(metrics[name].Samples));
        Assert.All(metrics.Values, metric => Assert.InRange(metric.Samples.Count, 0, 500 * 20));
        Assert.DoesNotContain("nothing/", text, StringComparison.Ordinal);
        Assert.Equal(0, metrics["orchestrations_metrics_dropped_total"].Samples.Single().Value);
    }

    [Theory]
    [InlineData("a 1\n", "not under its help")]
    [InlineData("# HELP a x\n# TYPE a gauge\na 1\na 2\n", "a series twice")]
    [InlineData("# HELP a x\n# TYPE a gauge\na{b=\"\\q\"} 1\n", "no sample")]
    [InlineData("# HELP a x\n# TYPE a gauge\na{b=\"1\",b=\"2\"} 1\n", "a label twice")]
    [InlineData("# HELP a x\n# TYPE a counter\na 1\n", "end in _total")]
    [InlineData("# HELP a x\\q\n# TYPE a gauge\na 1\n", "an escape")]
    [InlineData("# HELP a x\n# TYPE a gauge\na 1", "does not end")]
    [InlineData("# HELP a x\n# TYPE a gauge\na 1\n# HELP b x\n# TYPE b gauge\n# HELP a x\n", "not together")]
    [InlineData("# HELP h x\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n", "cumulative")]
    public void Text_ThatIsNotAllowed_IsRefusedByTheReader(string text, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => PrometheusText.Read(text)).Message, StringComparison.Ordinal);

    static Task<string> TextAsync(ServedHost host) => host.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
}
