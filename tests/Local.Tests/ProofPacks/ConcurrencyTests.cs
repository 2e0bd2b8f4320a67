using System.Collections.Concurrent;
using Orchestrations.Domain.ProofPacks;
using Xunit.Abstractions;

namespace Orchestrations.Local.Tests.ProofPacks;

/// <summary>A thousand runs at once on the real engine and SQLite.</summary>
public sealed class ConcurrencyTests(ITestOutputHelper output)
{
    const int Runs = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Runs_AThousandAtOnce_AreAllInTheLogAndTheChainsAreUnbroken(int subjects)
    {
        await using var host = await PackHost.StartAsync();
        var packs = new ConcurrentDictionary<string, Manifest>(StringComparer.Ordinal);
        var indices = new ConcurrentBag<long>();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Runs), new ParallelOptions { MaxDegreeOfParallelism = 100 },
            async (number, _) =>
            {
                var made = await host.PostAsync(
                    "proofpacks/run?wait=60", PackHost.Request($"S{number % subjects}", number), ("Idempotency-Key", "k" + number));
                Assert.True(made.Status == System.Net.HttpStatusCode.Created, made.ToString());
                packs[made.Manifest.Header.Id] = made.Manifest;
                indices.Add(made.Proof.Index);
            });
        output.WriteLine($"{Runs} packs of {subjects} subjects in {clock.Elapsed.TotalSeconds:n1} s");

        Assert.Equal(Runs, packs.Count);
        Assert.Equal(Enumerable.Range(0, Runs).Select(n => (long)n), indices.Order());
        foreach (var chain in packs.Values.GroupBy(m => m.Header.Subject))
        {
            // Every pack but one names another, each is named once: one chain from the last to the first.
            var named = chain.Select(m => m.Header.Previous).OfType<PackLink>().ToList();
            Assert.Equal(chain.Count() - 1, named.Count);
            Assert.Equal(named.Count, named.DistinctBy(link => link.Id).Count());
            Assert.All(named, link => Assert.Equal(link, packs[link.Id].ToLink()));
        }
    }
}
