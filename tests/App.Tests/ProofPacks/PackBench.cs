using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.App.Keys;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Storage;
using Orchestrations.App.Tenants;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.ProofPacks;

/// <summary>The parts that make packs, as one process has them; several benches on one store are several processes.</summary>
sealed class PackBench : IDisposable
{
    public const string Name = "acme";

    readonly FileKeys keys;

    public PackBench(IStore store, string folder, ManualTimeProvider time)
    {
        var settings = new ProofPackSettings("test", "", 1, [], 1, TimeSpan.FromDays(1));
        keys = new FileKeys(
            new KeysSettings(null, "p", "r", TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), Path.Combine(folder, "keys.json"), false),
            time, NullLogger<FileKeys>.Instance);
        Published = new PublishedKeys(store, time);
        Log = new ProofLog(store, keys, Published, settings, time);
        Content = new PackContent(store);
        Packs = new PackRepository(store, Log, Content);
        Runs = new PackRuns(Packs, Content, time);
        Steps = new PackActivities(Packs, Content);
        Tenants = new TenantRepository(store, time);
    }

    public PublishedKeys Published { get; }

    public ProofLog Log { get; }

    public PackContent Content { get; }

    public PackRepository Packs { get; }

    public PackRuns Runs { get; }

    public PackActivities Steps { get; }

    public TenantRepository Tenants { get; }

    public FileKeys Keys => keys;

    /// <summary>Asks for a pack and builds it; sealing is left.</summary>
    public async Task<PackSealInput> BuildAsync(string subject, int number)
    {
        var tenant = await Tenants.EnsureAsync(Name);
        var body = Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $$"""{"subject":"{{subject}}","events":[{"id":"e{{number}}","type":"scan","time":"2024-01-01T00:00:00Z"}]}"""));
        var run = new PackRunInput(Name, PackRuns.IdOf(tenant, "body", body));
        await Runs.AskAsync(Name, run.Pack, tenant.NameOf("request", body), PackRequest.Read(body), Bench.None);
        return new PackSealInput(run, await Steps.BuildPack(run, Bench.None));
    }

    public void Dispose() => keys.Dispose();
}
