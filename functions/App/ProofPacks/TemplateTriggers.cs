using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;

namespace Orchestrations.App.ProofPacks;

/// <summary>A tenant's redaction templates.</summary>
public sealed class TemplateTriggers(TenantGate gate, TemplateRepository templates, SignedAnswers answers)
{
    /// <summary>PUT proofpacks/templates/{name}: sets a template.</summary>
    [Function(nameof(ProofTemplateSet))]
    [TenantKey]
    [Consumes(typeof(TemplateBody), "application/json")]
    [ProducesResponseType<TemplateBody>(StatusCodes.Status200OK, Description = "The template as it was set.")]
    public Task<IResult> ProofTemplateSet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "proofpacks/templates/{name}")] HttpRequest request,
        string name,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var tenant = await gate.RequireAsync(request, cancellation);
            var body = await RequestJson.ReadAsync<TemplateBody>(request, cancellation);
            await templates.SetAsync(tenant.Name, name, body, cancellation);
            return await answers.JsonAsync(request, tenant, body, StatusCodes.Status200OK, cancellation);
        });

    /// <summary>GET proofpacks/templates/{name}: a template as it was set.</summary>
    [Function(nameof(ProofTemplateGet))]
    [TenantKey]
    [ProducesResponseType<TemplateBody>(StatusCodes.Status200OK, Description = "The template.")]
    public Task<IResult> ProofTemplateGet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/templates/{name}")] HttpRequest request,
        string name,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var tenant = await gate.RequireAsync(request, cancellation);
            var template = await templates.GetAsync(tenant.Name, name, cancellation);
            return await answers.JsonAsync(request, tenant, template, StatusCodes.Status200OK, cancellation);
        });
}
