using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.Domain;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.App.ProofPacks;

/// <summary>Verifying here what can be verified anywhere, and the description of the endpoints.</summary>
public sealed class VerifyTriggers(TenantGate gate, SignedRequests signed, PublishedKeys published, SignedAnswers answers)
{
    const int LargestBody = 1024 * 1024;

    /// <summary>
    /// POST proofpacks/verify: what a pack file is worth, axis by axis, by the keys published here. Headers of a signed answer that
    /// are passed on with it are checked too.
    /// </summary>
    [Function(nameof(ProofPackVerify))]
    [TenantKey(Optional = true)]
    [Consumes(typeof(PackFileBody), "application/json")]
    [ProducesResponseType<PackVerifyAnswer>(StatusCodes.Status200OK, Description = "The verdict, axis by axis.")]
    public Task<IResult> ProofPackVerify(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "proofpacks/verify")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var body = await RequestJson.ReadBytesAsync(request, LargestBody, cancellation);
            var tenant = await gate.FindAsync(request, cancellation);
            if (tenant is not null)
                await signed.CheckAsync(request, tenant, body, cancellation);
            using var keys = await published.ListAsync(LogOf(body), cancellation);
            var verdict = PackVerifier.Verify(body, new PackEvidence(keys));
            var answer = new PackVerifyAnswer(
                verdict.Standing.ToString(), verdict.Manifest?.Header.Id, verdict.Manifest?.Header.Subject,
                [.. verdict.Results.Select(r => new PackAxisAnswer(
                    r.Axis.ToString().ToLowerInvariant(), r.Outcome.ToString().ToUpperInvariant(), r.Reason))]);
            return await answers.JsonAsync(request, tenant, answer, StatusCodes.Status200OK, cancellation);
        });

    /// <summary>GET proofpacks/openapi.json: the description of the whole HTTP API, as at api/openapi.json.</summary>
    [Function(nameof(ProofPackOpenApi))]
    [ProducesResponseType<object>(StatusCodes.Status200OK, Description = "The document.")]
    public Task<IResult> ProofPackOpenApi(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/openapi.json")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(() => answers.BytesAsync(
            request, null, OpenApiTriggers.Document, "application/json", StatusCodes.Status200OK, cancellation));

    // Which log's places a revocation is held against. Nothing else is believed of the file before it is verified.
    static string? LogOf(byte[] body)
    {
        try
        {
            using var file = PackFile.Open(body);
            return file.Manifest.Header.Log;
        }
        catch (DomainException)
        {
            return null;
        }
    }
}
