using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Tenants;
using Orchestrations.Domain;

namespace Orchestrations.App.ProofPacks;

/// <summary>What starts retention, and what holds packs back from it.</summary>
public sealed class RetentionTriggers(
    TenantRepository tenants, TenantGate gate, PackRetention retention, SignedAnswers answers, ProofPackSettings settings, UnreadItems unread,
    TimeProvider time)
{
    const int LongestReason = 500;

    /// <summary>Starts a run for each tenant, at most one a day.</summary>
    [Function(nameof(RetentionTimer))]
    public async Task RetentionTimer(
        [TimerTrigger("%ProofPacks:RetentionSchedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await foreach (var tenant in tenants.ListReadableAsync(unread, cancellation))
        {
            var id = $"retention-{tenant.Name}-{now.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
            if (await client.GetInstanceAsync(id, cancellation) is not null)
                continue;
            var before = now.AddDays(-(tenant.RetentionDays ?? settings.RetentionDays));
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(RetentionOrchestrator), new RetentionInput(tenant.Name, before), new StartOrchestrationOptions(id), cancellation);
        }
    }

    /// <summary>PUT proofpacks/{id}/hold: the content is kept until the hold is taken off.</summary>
    [Function(nameof(ProofPackHold))]
    [TenantKey]
    [Consumes(typeof(PackHoldBody), "application/json")]
    [ProducesResponseType<PackHoldAnswer>(StatusCodes.Status200OK, Description = "Why it is kept.")]
    public Task<IResult> ProofPackHold(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "proofpacks/{id}/hold")] HttpRequest request,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var tenant = await gate.RequireAsync(request, cancellation);
            var body = await RequestJson.ReadAsync<PackHoldBody>(request, cancellation);
            if (body.Reason.Length is 0 or > LongestReason)
                throw new DomainException(PackCodes.BadRequest, $"The reason of a hold must have 1 to {LongestReason} characters.");
            return await HoldAsync(request, tenant, id, body.Reason, cancellation);
        });

    /// <summary>DELETE proofpacks/{id}/hold: the content may be erased when its time is up.</summary>
    [Function(nameof(ProofPackRelease))]
    [TenantKey]
    [ProducesResponseType<PackHoldAnswer>(StatusCodes.Status200OK, Description = "It is not held any more.")]
    public Task<IResult> ProofPackRelease(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "proofpacks/{id}/hold")] HttpRequest request,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () => await HoldAsync(
            request, await gate.RequireAsync(request, cancellation), id, null, cancellation));

    async Task<IResult> HoldAsync(HttpRequest request, Tenant tenant, string id, string? reason, CancellationToken cancellation)
    {
        await retention.HoldAsync(tenant.Name, PackRuns.IsId(id) ? id : "pp-", reason, cancellation);
        return await answers.JsonAsync(request, tenant, new PackHoldAnswer(id, reason), StatusCodes.Status200OK, cancellation);
    }
}
