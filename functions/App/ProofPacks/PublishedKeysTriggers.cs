using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Keys;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Tenants;

namespace Orchestrations.App.ProofPacks;

/// <summary>The public keys, for everybody and for ever; and their revocation, for whoever runs the system.</summary>
public sealed class PublishedKeysTriggers(
    PublishedKeys published, ISigningKeys keys, TenantRepository tenants, ProofLog log, SignedAnswers answers)
{
    /// <summary>GET proofpacks/keys: every public key that ever signed.</summary>
    [Function(nameof(ProofPackKeys))]
    public Task<IResult> ProofPackKeys(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/keys")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            await published.PublishAsync(await keys.GetAsync(cancellation), cancellation);
            var all = await published.ListAsync(cancellation);
            var answer = new PublishedKeysAnswer([.. all.Select(AnswerOf)]);
            return await answers.JsonAsync(request, null, answer, StatusCodes.Status200OK, cancellation);
        });

    /// <summary>POST api/keys/{id}/revoke: what the key signed stands as far as the logs reach now, and no further.</summary>
    [Function(nameof(ProofKeyRevoke))]
    public Task<IResult> ProofKeyRevoke(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/keys/{id}/revoke")] HttpRequest request,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var sizes = new SortedDictionary<string, long>(StringComparer.Ordinal);
            await foreach (var tenant in tenants.ListAsync(cancellation))
                sizes[log.OriginOf(tenant.Name)] = await log.SizeAsync(tenant.Name, cancellation);
            return Results.Json(AnswerOf(await published.RevokeAsync(id, sizes, cancellation)), StoreJson.Options);
        });

    static PublishedKeyAnswer AnswerOf(PublishedKeyItem key) =>
        new(key.Id, key.PublicKey, key.ValidFrom, key.RevokedAt, key.ValidSizes);
}
