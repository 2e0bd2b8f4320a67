using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>
/// Drawn workloads of every kind on an engine that loses power, is killed, is stopped, and meets a full or broken disk. What is
/// left at the end must be what an undisturbed run leaves: no result changes, nothing is lost, nothing happens twice.
/// </summary>
/// <remarks>
/// A failure names its seed and how to repeat it. <c>ORC_STORM_SEED=n</c> runs that seed alone; <c>ORC_STORM_SEEDS=n</c> runs so
/// many, from a first one that differs each time: a soak.
/// </remarks>
[Collection(nameof(StormTests))]
public class StormTests(ITestOutputHelper output)
{
    const int SeedsByDefault = 3000;
    const int SweptSeeds = 6;
    const int MostDeaths = 6;

    [Fact]
    public void Storms_OfManySeeds_ChangeNoResult()
    {
        var (first, count) = Seeds();
        var watch = Stopwatch.StartNew();
        var (deaths, writes) = (0L, 0L);
        Parallel.For(first, first + count, seed =>
        {
            var random = new Random(seed);
            var fates = Enumerable.Range(0, random.Next(1, MostDeaths + 1)).Select(_ => Fate.Draw(random, 80)).ToList();
            using var storm = Weather(seed, fates);
            Interlocked.Add(ref deaths, storm.Deaths);
            Interlocked.Add(ref writes, storm.Writes);
        });
        output.WriteLine($"{count} seeds from {first}: {deaths} deaths, {writes} writes, {watch.Elapsed.TotalSeconds:n1} s");
        Assert.True(deaths > count || count < 100, $"Only {deaths} deaths in {count} storms: they do not hit what they are meant to.");
    }

    [Fact]
    public void Storm_AtEveryWriteInTurn_ChangesNoResult()
    {
        var (first, count) = Seeds();
        var watch = Stopwatch.StartNew();
        var storms = 0L;
        Parallel.For(first, first + Math.Min(count, SweptSeeds), seed =>
        {
            using var undisturbed = Weather(seed, []);
            Assert.Equal(0, undisturbed.Deaths);
            foreach (var death in new[] { Death.BeforeWrite, Death.AfterWrite, Death.WhileTelling })
                for (var at = 0; at < undisturbed.Writes; at++)
                    using (Weather(seed, [Fate.Peace with { Death = death, At = at, Told = at % 2, Downtime = TimeSpan.FromMilliseconds(at) }]))
                        Interlocked.Increment(ref storms);
        });
        output.WriteLine($"{storms} storms, {watch.Elapsed.TotalSeconds:n1} s");
    }

    [Fact]
    public void Storm_WithOneSeedTwice_GoesTheSameWay()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var fates = Enumerable.Range(0, 3).Select(i => Fate.Draw(new Random(seed + i), 60)).ToList();
            using var one = Weather(seed, fates);
            using var other = Weather(seed, fates);
            Assert.Equal((one.Deaths, one.Writes, one.Trace), (other.Deaths, other.Writes, other.Trace));
        }
    }

    /// <summary>Runs a storm and judges what it left.</summary>
    static Storm Weather(int seed, IReadOnlyList<Fate> fates)
    {
        var storm = new Storm(seed, fates);
        IReadOnlyList<string> wrong;
        try
        {
            // It goes on this thread to its end: nothing in it waits for another.
            storm.RunAsync().GetAwaiter().GetResult();
            wrong = StormVerdict.On(storm);
        }
        catch (Exception broken)
        {
            wrong = [broken.ToString(), .. storm.Log.Lines.TakeLast(10).Select(line => $"log: {line.Text}"), .. StormVerdict.Unfinished(storm)];
        }

        if (wrong.Count > 0)
            Assert.Fail(
                $"Seed {seed} after {storm.Deaths} deaths:\n{string.Join('\n', wrong.Take(30))}\nFates:\n{string.Join('\n', fates)}\n"
                + $"Repeat: ORC_STORM_SEED={seed} dotnet test tests/Engine.Tests -c Release --filter {nameof(StormTests)}");
        return storm;
    }

    static (int First, int Count) Seeds()
    {
        if (Number("ORC_STORM_SEED") is { } one)
            return (one, 1);
        if (Number("ORC_STORM_SEEDS") is { } many)
            return (Environment.TickCount & 0x3FFFFFFF, many);
        return (0, SeedsByDefault);
    }

    static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Storms take every core, so nothing that waits for real time runs beside them.</summary>
    [CollectionDefinition(nameof(StormTests), DisableParallelization = true)]
    public sealed class Alone;
}
