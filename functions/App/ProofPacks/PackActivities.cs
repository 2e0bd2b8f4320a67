using Microsoft.Azure.Functions.Worker;
using Orchestrations.Domain;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.App.ProofPacks;

/// <summary>The steps of a pack. Every step may run twice.</summary>
/// <param name="packs">Where packs and what was asked for are kept.</param>
/// <param name="content">Where events are kept.</param>
public sealed class PackActivities(PackRepository packs, PackContent content)
{
    /// <summary>Commits to every field of every event and builds the tree over them.</summary>
    /// <exception cref="DomainException">ORC-PACK-003: nothing was asked for under the id.</exception>
    [Function(nameof(BuildPack))]
    public async Task<PackBuilt> BuildPack([ActivityTrigger] PackRunInput input, CancellationToken cancellation)
    {
        var run = await packs.FindRunAsync(input.Tenant, input.Pack, cancellation) ?? throw PackCodes.NoRun(input.Pack);
        var events = await content.ReadAsync(input.Tenant, input.Pack, run.Fingerprint, run.Chunks, cancellation)
            ?? throw PackCodes.NoRun(input.Pack);
        var salts = await content.SaltsAsync(input.Tenant, input.Pack, mayMake: true, cancellation);
        using var draft = PackDraft.Build(packs.HeaderOf(input.Tenant, run, previous: null), events, salts!);
        var manifest = draft.Manifest;
        return new PackBuilt(manifest.Count, manifest.First, manifest.Last, manifest.Root.ToBase64());
    }

    /// <summary>Signs the manifest, enters it in the log and stores the pack, all or nothing; once, however often it is called.</summary>
    /// <exception cref="DomainException">ORC-PACK-001, -003.</exception>
    [Function(nameof(SealPack))]
    public async Task<PackSealed> SealPack([ActivityTrigger] PackSealInput input, CancellationToken cancellation)
    {
        var (tenant, pack) = (input.Run.Tenant, input.Run.Pack);
        var run = await packs.FindRunAsync(tenant, pack, cancellation) ?? throw PackCodes.NoRun(pack);
        var built = input.Built;
        var sealedPack = await packs.SealAsync(
            tenant, run, header => new Manifest(header, built.Count, built.First, built.Last, new Digest(Convert.FromBase64String(built.Root))),
            cancellation);
        return new PackSealed(pack, sealedPack.Index);
    }
}
