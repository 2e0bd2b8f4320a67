using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Keys;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Tenants;

namespace Orchestrations.App.ProofPacks;

/// <summary>The public keys, for everybody and for ever; and their revocation, for whoever runs the system.</summary>
public sealed class PublishedKeysTriggers(
    TenantGate gate, PublishedKeys published, ISigningKeys keys, TenantRepository tenants, ProofLog log, SignedAnswers answers)
{
    /// <summary>GET proofpacks/keys: every public key that ever signed, with revocations as they stand for the tenant's log.</summary>
    [Function(nameof(ProofPackKeys))]
    [TenantKey(Optional = true)]
    [ProducesResponseType<object>(StatusCodes.Status200OK, Description = "The key list, in the form that verifiers take as a file.")]
    public Task<IResult> ProofPackKeys(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/keys")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            await published.PublishAsync(await keys.GetAsync(cancellation), cancellation);
            var tenant = await gate.FindAsync(request, cancellation);
            using var list = await published.ListAsync(tenant is null ? null : log.OriginOf(tenant.Name), cancellation);
            return await answers.BytesAsync(
                request, tenant, list.ToBytes(), "application/json", StatusCodes.Status200OK, cancellation);
        });

    /// <summary>POST api/keys/{id}/revoke: what the key signed stands as far as the logs reach now, and no further.</summary>
    [Function(nameof(ProofKeyRevoke))]
    [ProducesResponseType<KeyRevokedAnswer>(StatusCodes.Status200OK, Description = "How far what it signed stands.")]
    public Task<IResult> ProofKeyRevoke(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/keys/{id}/revoke")] HttpRequest request,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var sizes = new SortedDictionary<string, long>(StringComparer.Ordinal);
            await foreach (var tenant in tenants.ListAsync(cancellation))
                sizes[log.OriginOf(tenant.Name)] = await log.SizeAsync(tenant.Name, cancellation);
            var revoked = await published.RevokeAsync(id, sizes, cancellation);
            return Results.Json(new KeyRevokedAnswer(id, revoked.RevokedAt!.Value, revoked.ValidSizes!), StoreJson.Options);
        });
}
