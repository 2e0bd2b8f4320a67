using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Keys;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.Domain;

namespace Orchestrations.App.Tenants;

/// <summary>Making tenants and their keys: for whoever runs the system, so every endpoint asks for the host's admin key.</summary>
public sealed class TenantTriggers(TenantRepository tenants, ISigningKeys keys)
{
    const int LongestRetention = 36_500;

    /// <summary>POST api/tenants: 201 with the tenant and its first API key, shown this once.</summary>
    [Function(nameof(TenantCreate))]
    [Consumes(typeof(TenantBody), "application/json")]
    [ProducesResponseType<TenantAnswer>(StatusCodes.Status201Created, Description = "The tenant, with its key shown once.")]
    public Task<IResult> TenantCreate(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/tenants")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var body = await RequestJson.ReadAsync<TenantBody>(request, cancellation);
            if (body.RetentionDays is < 1 or > LongestRetention)
                throw new DomainException(
                    "ORC-TENANT-005", $"A retention of {body.RetentionDays} days is refused: use 1 to {LongestRetention}.");
            var apiKey = await tenants.CreateAsync(body.Name, body.RetentionDays, cancellation);
            return await AnswerAsync(body.Name, apiKey, StatusCodes.Status201Created, cancellation);
        });

    /// <summary>GET api/tenants: all tenants by name.</summary>
    [Function(nameof(TenantList))]
    [ProducesResponseType<TenantsAnswer>(StatusCodes.Status200OK, Description = "The tenants.")]
    public Task<IResult> TenantList(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "api/tenants")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var all = new List<TenantAnswer>();
            await foreach (var tenant in tenants.ListAsync(cancellation))
                all.Add(new TenantAnswer(tenant.Name, tenant.RetentionDays, await tenants.KeysAsync(tenant.Name, cancellation)));
            return Results.Json(new TenantsAnswer(all), StoreJson.Options);
        });

    /// <summary>POST api/tenants/{tenant}/keys: 201 with one more API key, shown this once, and what answers are checked with.</summary>
    [Function(nameof(TenantAddKey))]
    [ProducesResponseType<TenantAnswer>(StatusCodes.Status201Created, Description = "The tenant, with the new key shown once.")]
    public Task<IResult> TenantAddKey(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/tenants/{tenant}/keys")] HttpRequest request,
        string tenant,
        CancellationToken cancellation) => Problem.CatchAsync(async () => await AnswerAsync(
            tenant, await tenants.AddKeyAsync(tenant, cancellation), StatusCodes.Status201Created, cancellation));

    /// <summary>DELETE api/tenants/{tenant}/keys/{id}: the key is refused from now on.</summary>
    [Function(nameof(TenantRemoveKey))]
    [ProducesResponseType(StatusCodes.Status204NoContent, Description = "The key is refused from now on.")]
    public Task<IResult> TenantRemoveKey(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "api/tenants/{tenant}/keys/{id}")] HttpRequest request,
        string tenant,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
            await tenants.RemoveKeyAsync(tenant, id, cancellation)
                ? Results.NoContent()
                : throw new DomainException("ORC-TENANT-006", $"The tenant '{tenant}' has no key '{id}'."));

    async Task<IResult> AnswerAsync(string name, string apiKey, int status, CancellationToken cancellation)
    {
        var tenant = await tenants.FindAsync(name, cancellation) ?? throw new DomainException(
            TenantRepository.Unknown, $"There is no tenant '{name}'.");
        var ring = await keys.GetAsync(cancellation);
        return Results.Json(
            new TenantAnswer(
                name, tenant.RetentionDays, await tenants.KeysAsync(name, cancellation), apiKey,
                ring.Responses.ToDictionary(k => k.Id, k => Convert.ToBase64String(k.SecretOf(name)))),
            StoreJson.Options, statusCode: status);
    }
}
