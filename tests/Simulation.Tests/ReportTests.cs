using System.Text.Json;
using Orchestrations.Local.CommandLine;

namespace Orchestrations.Simulation.Tests;

/// <summary>The report as the command writes it, for whoever reads it by program.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task Report_OfASimulation_HasEveryField()
    {
        using var data = Simulated.TwoPairs(40);
        var file = Path.Combine(data.Path, "report.json");
        using var output = new StringWriter();
        var exitCode = await LocalCommandLine.RunAsync(
            [
                "simulate", "--data", data.Path, "--from", "2021-01-02", "--to", "2021-02-05",
                "--operations", "dca", "--report", file,
            ],
            output,
            output);
        Assert.True(exitCode == 0, output.ToString());
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var report = json.RootElement;

        Assert.Equal("2021-01-02", At(report, "from").GetString());
        Assert.Equal("2021-02-05", At(report, "to").GetString());
        Assert.Equal(1, At(report, "seed").GetInt64());
        Assert.Equal(35, At(report, "operations.dca.started").GetInt32());
        Assert.Equal(35, At(report, "operations.dca.completed").GetInt32());
        Assert.Equal(0, At(report, "operations.dca.failed").GetInt32());
        Assert.Equal(70, At(report, "orders.submitted").GetInt64());
        Assert.Equal(70, At(report, "orders.filled").GetInt64());
        Assert.Equal(0, At(report, "orders.rejected").GetInt64());
        Assert.Equal(0, At(report, "orders.duplicates").GetInt64());
        Assert.True(At(report, "equity.start").GetDecimal() > 0m);
        Assert.True(At(report, "equity.end").GetDecimal() > 0m);
        Assert.True(At(report, "equity.maxDrawdownPct").GetDecimal() >= 0m);
        foreach (var ratio in new[] { "sharpe", "sortino", "calmar" })
            Assert.Equal(JsonValueKind.Number, At(report, "equity." + ratio).ValueKind);
        Assert.Equal(JsonValueKind.Number, At(report, "engines.CORE.pnl").ValueKind);
        Assert.Equal(70, At(report, "engines.CORE.trades").GetInt32());
        Assert.Equal(JsonValueKind.Null, At(report, "engines.CORE.winRate").ValueKind);
        Assert.Equal(JsonValueKind.Null, At(report, "engines.CORE.profitFactor").ValueKind);
        Assert.Equal(71, At(report, "ledger.entries").GetInt64());
        Assert.True(At(report, "ledger.balanced").GetBoolean());
        Assert.True(At(report, "audit.records").GetInt64() > 70);
        Assert.True(At(report, "audit.chainValid").GetBoolean());
        Assert.Matches("^sha256:[0-9a-f]{64}$", At(report, "orderListHash").GetString());
        Assert.True(At(report, "wallSeconds").GetDouble() > 0);
        Assert.True(At(report, "orchestrationsPerSecond").GetDouble() > 0);
    }

    static JsonElement At(JsonElement json, string path) =>
        path.Split('.').Aggregate(json, (at, name) => at.TryGetProperty(name, out var next)
            ? next
            : throw new KeyNotFoundException($"The report has no {path}:\n{json}"));
}
