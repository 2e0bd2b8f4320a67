using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.App.ProofPacks;

/// <summary>What each tenant withholds from the copies for one kind of reader, in a partition for each tenant.</summary>
/// <param name="store">Where they are kept.</param>
public sealed class TemplateRepository(IStore store)
{
    // Hashes of whole events: where anything is withheld, they would let a guess at that be tested.
    const string EpcisHash = "/epcisEventHash";
    const string AuditHash = "/source/hash";
    const int MostRules = 200;

    /// <summary>Sets a template.</summary>
    /// <exception cref="DomainException">ORC-PROOF-012: it is none. ORC-PACK-006: it has too many rules.</exception>
    internal async Task SetAsync(string tenant, string name, TemplateBody body, CancellationToken cancellation)
    {
        if (body.Rules.Count is 0 or > MostRules)
            throw new DomainException(PackCodes.BadRequest, $"A template has 1 to {MostRules} rules.");
        _ = TemplateOf(tenant, name, body);
        var json = StoreJson.Write(body);
        while (true)
        {
            var found = await store.GetAsync(new StoreKey(Partition(tenant), name), cancellation);
            StoreOperation write = found is null ? new StoreOperation.Create(name, json) : new StoreOperation.Replace(name, json, found.ETag);
            if (await store.WriteAsync(Partition(tenant), [write], cancellation) is StoreResult.Committed)
                return;
        }
    }

    /// <summary>A template as it was set.</summary>
    /// <exception cref="DomainException">ORC-PACK-012: there is none of the name.</exception>
    internal async Task<TemplateBody> GetAsync(string tenant, string name, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition(tenant), name), cancellation) is { } item
            ? StoreJson.Read<TemplateBody>(item)
            : throw new DomainException(PackCodes.NoTemplate, $"There is no template '{name}'; PUT /proofpacks/templates/{name} sets it.");

    /// <summary>The template to redact by.</summary>
    internal static RedactionTemplate TemplateOf(string tenant, string name, TemplateBody body)
    {
        var rules = body.Rules.Select(r => new RedactionRule(r.Field, ActionOf(r.Action), r.Reveal)).ToList();
        // The records of this system's own runs are chained: the hash of each covers its content and that of the record before it.
        foreach (var hash in (string[])(tenant == ProofPackSettings.OwnTenant ? [EpcisHash, AuditHash] : [EpcisHash]))
            if (rules.TrueForAll(r => r.Pointer != hash))
                rules.Add(new RedactionRule(hash, RedactionAction.Drop));
        return new RedactionTemplate(name, rules);
    }

    static RedactionAction ActionOf(string action) => action switch
    {
        "mask" => RedactionAction.Mask,
        "hash" => RedactionAction.Hash,
        "drop" => RedactionAction.Drop,
        _ => throw new DomainException(PackCodes.BadRequest, $"The action '{action}' is refused: use mask, hash or drop."),
    };

    static string Partition(string tenant) => "prooftemplates-" + tenant;
}
