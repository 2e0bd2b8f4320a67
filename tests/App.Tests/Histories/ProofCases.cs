using System.Text;
using Microsoft.DurableTask.Client;
using Orchestrations.App.ProofPacks;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The cases of operations whose runs end in a pack: signal, risk, order, fill, posting.</summary>
static class ProofCases
{
    static readonly string[] everyStep = ["signal", "risk", "order", "fill", "posting"];

    /// <summary>Runs a case with packs asked for; its run must end in one that has every step but those left out.</summary>
    public static string Of(HistoryWorld world, Func<HistoryWorld, string> run, params string[] without)
    {
        world.Proves = true;
        var instance = run(world);
        IsProved(world, instance, without);
        return instance;
    }

    /// <summary>The run's pack is there, verifies, and has the steps.</summary>
    public static void IsProved(HistoryWorld world, string instance, params string[] without)
    {
        // What made the pack may be an orchestration of its own.
        var runs = world.Get(async () => await world.Get<DurableTaskClient>()
            .GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "proofpack-")).ToListAsync());
        foreach (var run in runs)
            world.Ended<PackSealed>(run.InstanceId);
        world.Do(() => VerifyAsync(world, instance, without));
    }

    static async Task VerifyAsync(HistoryWorld world, string instance, string[] without)
    {
        var packs = world.Get<PackRepository>();
        var (lines, _) = await packs.ListAsync(ProofPackSettings.OwnTenant, instance, null, null, null, 10, Bench.None);
        var pack = (await packs.FindAsync(ProofPackSettings.OwnTenant, Assert.Single(lines).Id, Bench.None))!.Value.Pack;
        var file = await packs.FileAsync(ProofPackSettings.OwnTenant, pack, Bench.None);
        using var keys = await world.Get<PublishedKeys>().ListAsync(log: null, Bench.None);
        var verdict = PackVerifier.Verify(file, new PackEvidence(keys));
        Assert.True(verdict.Standing == PackStanding.Verified, string.Join("; ", verdict.Results.Select(r => $"{r.Axis} {r.Outcome} {r.Reason}")));
        var text = Encoding.UTF8.GetString(file);
        foreach (var step in everyStep.Except(without))
            Assert.Contains($"\"{step}\"]", text, StringComparison.Ordinal);
    }
}
