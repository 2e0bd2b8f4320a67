using Orchestrations.App.ProofPacks;
using Orchestrations.App.Storage;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.ProofPacks;

public sealed class PackCrashTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-packs-").FullName;
    readonly ManualTimeProvider time = new(Bench.Start);
    readonly InMemoryStore store = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Seal_CutOffBetweenSigningAndLogging_LeavesNoPackWithoutItsEntry(bool written)
    {
        var cut = new CutOffStore(store, ProofLog.Partition(PackBench.Name)) { Written = written };
        using var bench = new PackBench(cut, folder, time);
        var input = await bench.BuildAsync("S", 1);

        cut.IsCut = true;
        await Assert.ThrowsAsync<IOException>(() => bench.Steps.SealPack(input, Bench.None));

        // The pack was signed; it is there with its entry, or neither is.
        Assert.Equal(written ? 1 : 0, await bench.Log.SizeAsync(PackBench.Name, Bench.None));
        Assert.Equal(written, await bench.Packs.FindAsync(PackBench.Name, input.Run.Pack, Bench.None) is not null);
        cut.IsCut = false;
        Assert.Equal(new PackSealed(input.Run.Pack, 0), await Bench.TwiceAsync(() => bench.Steps.SealPack(input, Bench.None)));
        Assert.Equal(1, await bench.Log.SizeAsync(PackBench.Name, Bench.None));
    }

    [Fact]
    public async Task Build_RunAgain_ComesToTheSameTree()
    {
        using var bench = new PackBench(store, folder, time);
        var input = await bench.BuildAsync("S", 1);

        Assert.Equal(input.Built, await bench.Steps.BuildPack(input.Run, Bench.None));
    }

    [Fact]
    public async Task Processes_OnOneStore_SequenceTheirPacksByItsETags()
    {
        using var first = new PackBench(store, folder, time);
        await first.Keys.GetAsync(Bench.None);
        using var second = new PackBench(store, folder, time);
        PackBench[] processes = [first, second];
        var inputs = new List<(PackBench Bench, PackSealInput Input)>();
        for (var number = 0; number < 100; number++)
            inputs.Add((processes[number % 2], await processes[number % 2].BuildAsync("S" + number % 3, number)));

        await Parallel.ForEachAsync(inputs, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) =>
            await one.Bench.Steps.SealPack(one.Input, Bench.None));

        Assert.Equal(100, await first.Log.SizeAsync(PackBench.Name, Bench.None));
        var manifests = new Dictionary<string, Manifest>(StringComparer.Ordinal);
        foreach (var (_, input) in inputs)
            manifests.Add(input.Run.Pack, (await first.Packs.FindAsync(PackBench.Name, input.Run.Pack, Bench.None))!.Value.Pack.ToManifest());
        var links = manifests.Values.Select(m => m.Header.Previous).OfType<PackLink>().ToList();
        Assert.Equal((97, 97), (links.Count, links.DistinctBy(l => l.Id).Count()));
        Assert.All(links, link => Assert.Equal(link, manifests[link.Id].ToLink()));
    }

    [Fact]
    public async Task Rotation_InTheMiddleOfTheLog_KeepsEveryPackVerifiable()
    {
        using var bench = new PackBench(store, folder, time);
        var packs = new List<PackSealInput>();
        for (var number = 0; number < 6; number++)
        {
            if (number % 2 == 1)
            {
                time.Advance(TimeSpan.FromHours(1));
                bench.Keys.Rotate();
            }
            packs.Add(await bench.BuildAsync("S", number));
            await bench.Steps.SealPack(packs[^1], Bench.None);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        using var keys = await bench.Published.ListAsync((string?)null, Bench.None);
        Assert.Equal(4, keys.Keys.Count);
        foreach (var input in packs)
        {
            var pack = (await bench.Packs.FindAsync(PackBench.Name, input.Run.Pack, Bench.None))!.Value.Pack;
            var verdict = PackVerifier.Verify(await bench.Packs.FileAsync(PackBench.Name, pack, Bench.None), new PackEvidence(keys));
            Assert.True(verdict.Standing == PackStanding.Verified, string.Join('\n', verdict.Results));
        }
    }

    [Fact]
    public async Task Pack_AskedForBeforeARotation_IsNotOlderThanTheKeyThatSignsIt()
    {
        using var bench = new PackBench(store, folder, time);
        await bench.Keys.GetAsync(Bench.None);
        var input = await bench.BuildAsync("S", 1);
        time.Advance(TimeSpan.FromMinutes(1));
        bench.Keys.Rotate();
        await bench.Steps.SealPack(input, Bench.None);

        using var keys = await bench.Published.ListAsync((string?)null, Bench.None);
        var pack = (await bench.Packs.FindAsync(PackBench.Name, input.Run.Pack, Bench.None))!.Value.Pack;
        var verdict = PackVerifier.Verify(await bench.Packs.FileAsync(PackBench.Name, pack, Bench.None), new PackEvidence(keys));
        Assert.True(verdict.Standing == PackStanding.Verified, string.Join('\n', verdict.Results));
    }
}
