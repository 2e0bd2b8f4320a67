using System.Globalization;
using Orchestrations.Local.CommandLine;
using Orchestrations.Local.Simulation;
using Orchestrations.Simulation.Tests.Storms;

namespace Orchestrations.Simulation.Tests;

/// <summary>Every operation together: what the report, the files and the command line say of it.</summary>
public sealed class AllOperationsTests
{
    [Fact]
    public void Engines_InTheReport_AddUpToThePortfolio()
    {
        foreach (var report in StormScenario.All.Select(scenario => scenario.Calm.Report))
        {
            var made = report.Equity.End - report.Equity.Start - report.Equity.PaidIn;
            Assert.InRange(report.Engines.Values.Sum(engine => engine.Pnl) - made, -0.05m, 0.05m);
            Assert.Equal(["CORE", "FUNDING", "TACTICAL", "TREND"], report.Engines.Keys.Order());
        }
    }

    [Fact]
    public void Capital_GivenToAnEngine_IsNoProfit()
    {
        // Nothing of the trend strategy traded in these days: it holds what it was given.
        var idle = StormScenario.Chop.Calm.Report.Engines["TREND"];
        Assert.Equal((0m, 0m, 0, 20_000m), (idle.Pnl, idle.ReturnPct, idle.Trades, idle.Holdings["USDT"]));
    }

    [Fact]
    public void Criteria_OfWhatTraded_SayWhatWasReached()
    {
        var engine = new EngineReport(10m, 4, 3, 0.3333m, 1.5m, 1m, 29.9m, 1m, 0m, 10m, new Dictionary<string, decimal>());
        var criteria = PassCriterion.Of(new Dictionary<string, EngineReport>
        {
            ["TREND"] = engine, ["FUNDING"] = engine with { WinRate = 1m, ProfitFactor = null, MaxDrawdownPct = 5m },
        });
        Assert.Equal(
            [("TREND", "winRate", false), ("TREND", "profitFactor", true), ("TREND", "maxDrawdownPct", true),
                ("FUNDING", "winRate", true), ("FUNDING", "profitFactor", true), ("FUNDING", "maxDrawdownPct", false)],
            criteria.Select(c => (c.Engine, c.Figure, c.Met)));
        Assert.Empty(PassCriterion.Of(new Dictionary<string, EngineReport> { ["TREND"] = engine with { Trades = 0 } }));
    }

    [Fact]
    public async Task Command_WithEveryFile_WritesThemAndSaysWhatIsMet()
    {
        var folder = Directory.CreateTempSubdirectory("orchestrations-simulate-").FullName;
        try
        {
            var (equity, html) = (Path.Combine(folder, "equity.csv"), Path.Combine(folder, "report.html"));
            using var output = new StringWriter(CultureInfo.InvariantCulture);
            var exitCode = await LocalCommandLine.RunAsync(
                ["simulate", "--data", StormScenario.Rally.Folder.Value, "--from", "2022-09-01", "--to", "2022-09-06", "--crash", "0.002",
                    "--faults", "0.05", "--release-after", "1", "--equity", equity, "--html", html, "--set", "Funding:Symbols=ETHUSDT"],
                output, output);
            Assert.True(exitCode == 0, output.ToString());
            Assert.Contains("FUNDING: winRate ≥ 0.90", output.ToString(), StringComparison.Ordinal);
            Assert.Contains("the host died", output.ToString(), StringComparison.Ordinal);

            var rows = await File.ReadAllLinesAsync(equity);
            Assert.Equal("day,equity,paid_in,profit,index,drawdown_pct,CORE,TREND,FUNDING,TACTICAL", rows[0]);
            Assert.Equal(8, rows.Length);
            Assert.StartsWith("2022-08-31,", rows[1], StringComparison.Ordinal);
            foreach (var row in rows[1..].Select(row => row.Split(',')))
                Assert.InRange(row[6..].Sum(Number) - Number(row[1]), -0.05m, 0.05m);

            var page = await File.ReadAllTextAsync(html);
            Assert.Contains("role=\"img\" aria-label=\"Value, USDT", page, StringComparison.Ordinal);
            Assert.Contains("prefers-color-scheme:dark", page, StringComparison.Ordinal);
            foreach (var outside in (string[])["http://", "https://", "src=", "href=", "<script", "url("])
                Assert.DoesNotContain(outside, page, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("--crash", "1.5", "--crash 1.5 is not a probability")]
    [InlineData("--faults", "-1", "--faults -1 is not a probability")]
    [InlineData("--operations", "dca,poker", "There is no operation 'poker'")]
    public async Task Command_WithABadArgument_RefusesItByName(string option, string value, string words)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await LocalCommandLine.RunAsync(
            ["simulate", "--from", "2024-01-01", "--to", "2024-01-02", $"{option}={value}"], output, output);
        Assert.Equal(2, exitCode);
        Assert.Contains(words, output.ToString(), StringComparison.Ordinal);
    }

    static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
