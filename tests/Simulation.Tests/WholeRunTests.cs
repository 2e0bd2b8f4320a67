using System.Diagnostics;
using Orchestrations.Local.CommandLine;
using Orchestrations.TestKit;
using Xunit.Abstractions;

namespace Orchestrations.Simulation.Tests;

/// <summary>Three years of DCA as a person runs it: the one test that looks at the wall clock, so it runs alone.</summary>
[Collection(nameof(WholeRunTests))]
[CollectionDefinition(nameof(WholeRunTests), DisableParallelization = true)]
public sealed class WholeRunTests(ITestOutputHelper log)
{
    const int Days = 1095;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task ThreeYears_OfBothPairs_TakeLessThanTwentySeconds()
    {
        using var written = Simulated.TwoPairs(Days + 1);
        var real = Repository.SharedData is not null;
        var folder = Repository.SharedData ?? written.Path;
        string[] days = real ? ["2021-01-01", "2023-12-31"] : ["2021-01-02", "2024-01-01"];
        var report = Path.Combine(written.Path, "report.json");
        string[] arguments =
            ["simulate", "--data", folder, "--from", days[0], "--to", days[1], "--operations", "dca", "--report", report];

        // The machine may be busy with something else: the faster of two runs counts.
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 2 && best >= Longest; run++)
        {
            using var output = new StringWriter();
            var clock = Stopwatch.StartNew();
            var exitCode = await LocalCommandLine.RunAsync(arguments, output, output);
            best = clock.Elapsed < best ? clock.Elapsed : best;
            log.WriteLine($"{clock.Elapsed.TotalSeconds:n1} s\n{output}");
            Assert.True(exitCode == 0, output.ToString());
            Assert.Contains("1,095 started, 1,095 completed, 0 failed", output.ToString(), StringComparison.Ordinal);
        }
        Assert.True(best < Longest, $"Three years took {best.TotalSeconds:n1} s.");
    }
}
