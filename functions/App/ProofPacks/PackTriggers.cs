using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Tenants;
using Orchestrations.Domain;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// Making packs and getting them. The endpoints are open to the host's own keys because tenants have theirs: see
/// <see cref="TenantGate"/>.
/// </summary>
public sealed class PackTriggers(
    TenantGate gate, PackRuns runs, PackRepository packs, PackCopies copies, SignedAnswers answers, SignedRequests signed, TimeProvider time)
{
    const int LargestBody = 1024 * 1024;
    const int LongestWait = 60;
    const int MostLines = 200;
    const string Json = "application/json";

    /// <summary>
    /// POST proofpacks/run: 201 with the pack when it is made within <c>?wait=</c> seconds, else 202 with the address of its status.
    /// </summary>
    [Function(nameof(ProofPackRun))]
    [TenantKey]
    [Consumes(typeof(PackRunBody), Json)]
    [RequestHeader("Idempotency-Key", "1 to 255 characters: repeating a request under its key gives the one pack. Without it, the body is the key.")]
    [Query("wait", "Seconds to wait for the pack, 0 to 60; 0 when left out.")]
    [ProducesResponseType<PackFileBody>(StatusCodes.Status201Created, Description = "The pack.")]
    [ProducesResponseType<PackStatusAnswer>(StatusCodes.Status202Accepted, Description = "How the run stands; it goes on.")]
    public Task<IResult> ProofPackRun(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "proofpacks/run")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var tenant = await gate.RequireAsync(request, cancellation);
            var wait = Whole(request, "wait", 0, 0, LongestWait);
            var key = IdempotencyKey.Read(request, PackCodes.BadRequest);
            var body = await RequestJson.ReadBytesAsync(request, LargestBody, cancellation);
            await signed.CheckAsync(request, tenant, body, cancellation);
            var id = await runs.StartAsync(client, tenant, key, body, () => PackRequest.Read(body), cancellation);
            if (await packs.FindAsync(tenant.Name, id, cancellation) is null && wait > 0)
                await WaitAsync(client, PackRuns.InstanceOf(tenant.Name, id), TimeSpan.FromSeconds(wait), cancellation);
            if (await packs.FindAsync(tenant.Name, id, cancellation) is not var (pack, _))
                return await answers.JsonAsync(
                    request, tenant, await StatusAsync(client, tenant, id, cancellation), StatusCodes.Status202Accepted, cancellation,
                    ("Location", $"/proofpacks/{id}/status"));
            var file = await packs.FileAsync(tenant.Name, pack, cancellation);
            return await answers.BytesAsync(
                request, tenant, file, Json, StatusCodes.Status201Created, cancellation, ("Location", $"/proofpacks/{id}"));
        });

    /// <summary>GET proofpacks/{id}/status: how a run stands.</summary>
    [Function(nameof(ProofPackStatus))]
    [TenantKey]
    [ProducesResponseType<PackStatusAnswer>(StatusCodes.Status200OK, Description = "How the run stands.")]
    public Task<IResult> ProofPackStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/{id}/status")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var tenant = await gate.RequireAsync(request, cancellation);
            if (!PackRuns.IsId(id) || await packs.FindRunAsync(tenant.Name, id, cancellation) is null)
                throw PackCodes.NoPack();
            return await answers.JsonAsync(
                request, tenant, await StatusAsync(client, tenant, id, cancellation), StatusCodes.Status200OK, cancellation);
        });

    /// <summary>GET proofpacks/{id}: the pack file, as it can be verified without us; with <c>?template=</c> a redacted copy.</summary>
    [Function(nameof(ProofPackGet))]
    [TenantKey]
    [Query("template", "The name of a redaction template of the tenant; the whole pack when left out.")]
    [ProducesResponseType<PackFileBody>(StatusCodes.Status200OK, Description = "The pack, or a redacted copy that verifies as well.")]
    public Task<IResult> ProofPackGet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var (tenant, pack) = await RequireAsync(request, id, cancellation);
            var file = Text(request, "template") is { } template
                ? await copies.RedactAsync(tenant, pack, template, cancellation)
                : await packs.FileAsync(tenant.Name, pack, cancellation);
            return await answers.BytesAsync(request, tenant, file, Json, StatusCodes.Status200OK, cancellation);
        });

    /// <summary>GET proofpacks/{id}/bundle: the pack with its public keys and log proof, as a ZIP archive.</summary>
    [Function(nameof(ProofPackBundle))]
    [TenantKey]
    [ProducesResponseType(typeof(void), StatusCodes.Status200OK, "application/zip", Description = "The archive.")]
    public Task<IResult> ProofPackBundle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/{id}/bundle")] HttpRequest request,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var (tenant, pack) = await RequireAsync(request, id, cancellation);
            return await answers.BytesAsync(
                request, tenant, await copies.BundleAsync(tenant, pack, cancellation), "application/zip", StatusCodes.Status200OK, cancellation,
                ("Content-Disposition", $"attachment; filename=\"{id}.zip\""));
        });

    /// <summary>GET proofpacks: packs by time, a page at a time.</summary>
    [Function(nameof(ProofPackList))]
    [TenantKey]
    [Query("subject", "Only packs about this; all when left out.")]
    [Query("from", "Only packs from this time on, such as 2026-01-31T00:00:00Z.")]
    [Query("to", "Only packs before this time.")]
    [Query("after", "The value of next in the page before; the first page when left out.")]
    [Query("count", "How many, 1 to 200; 50 when left out.")]
    [ProducesResponseType<PackListAnswer>(StatusCodes.Status200OK, Description = "The page, oldest first.")]
    public Task<IResult> ProofPackList(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var tenant = await gate.RequireAsync(request, cancellation);
            var (lines, next) = await packs.ListAsync(
                tenant.Name, Text(request, "subject"), Time(request, "from"), Time(request, "to"), AfterOf(request),
                Whole(request, "count", 50, 1, MostLines), cancellation);
            var answer = new PackListAnswer(
                [.. lines.Select(l => new PackLineAnswer(l.Id, l.Subject, l.Generated, l.Events, l.RiskScore, l.Index))], next);
            return await answers.JsonAsync(request, tenant, answer, StatusCodes.Status200OK, cancellation);
        });

    /// <summary>The tenant of a request and its pack.</summary>
    async Task<(Tenant Tenant, PackItem Pack)> RequireAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var tenant = await gate.RequireAsync(request, cancellation);
        // An id of another form is asked for all the same, so that it answers as any that is not there.
        var found = await packs.FindAsync(tenant.Name, PackRuns.IsId(id) ? id : "pp-", cancellation);
        return found is var (pack, _) ? (tenant, pack) : throw PackCodes.NoPack();
    }

    async Task<PackStatusAnswer> StatusAsync(DurableTaskClient client, Tenant tenant, string id, CancellationToken cancellation)
    {
        var (status, pack) = ($"/proofpacks/{id}/status", $"/proofpacks/{id}");
        if (await packs.FindAsync(tenant.Name, id, cancellation) is not null)
            return new PackStatusAnswer(id, nameof(OrchestrationRuntimeStatus.Completed), status, pack);
        var run = await client.GetInstanceAsync(PackRuns.InstanceOf(tenant.Name, id), cancellation);
        return new PackStatusAnswer(
            id, (run?.RuntimeStatus ?? OrchestrationRuntimeStatus.Pending).ToString(), status, pack, run?.FailureDetails?.ErrorMessage);
    }

    async Task WaitAsync(DurableTaskClient client, string instance, TimeSpan wait, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await client.WaitForInstanceCompletionAsync(instance, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // It goes on without us.
        }
    }

    static string? AfterOf(HttpRequest request) =>
        Text(request, "after") is not { } after ? null
        : after.Length <= 80 && after.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? after
        : throw Refused("The query parameter after is no page token of this listing.");

    static string? Text(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    static DateTimeOffset? Time(HttpRequest request, string name)
    {
        if (Text(request, name) is not { } text)
            return null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Refused($"The query parameter {name} must be a time such as 2026-01-31T00:00:00Z.");
    }

    static int Whole(HttpRequest request, string name, int otherwise, int least, int most)
    {
        if (Text(request, name) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Refused($"The query parameter {name} must be a whole number from {least} to {most}.");
    }

    static DomainException Refused(string problem) => new(PackCodes.BadRequest, problem);
}
