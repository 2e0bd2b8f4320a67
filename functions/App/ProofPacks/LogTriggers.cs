using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.Domain;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;

namespace Orchestrations.App.ProofPacks;

/// <summary>A tenant's log as auditors follow it: signed heads, and proofs that nothing is missing or was changed.</summary>
public sealed class LogTriggers(TenantGate gate, ProofLog log, SignedAnswers answers)
{
    const int MostEntries = 200;

    /// <summary>GET proofpacks/log/checkpoint: the signed head, a C2SP checkpoint.</summary>
    [Function(nameof(ProofLogCheckpoint))]
    [TenantKey]
    [ProducesResponseType(typeof(string), StatusCodes.Status200OK, "text/plain", Description = "A C2SP tlog-checkpoint.")]
    public Task<IResult> ProofLogCheckpoint(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/log/checkpoint")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var tenant = await gate.RequireAsync(request, cancellation);
            return await answers.TextAsync(request, tenant, await log.CheckpointAsync(tenant.Name, cancellation), cancellation);
        });

    /// <summary>GET proofpacks/log/inclusion?index=&amp;size=: the proof that an entry is in the log of a size.</summary>
    [Function(nameof(ProofLogInclusion))]
    [TenantKey]
    [Query("index", "The entry's place, from 0.")]
    [Query("size", "The size of the log it is proved for; the size now when left out.")]
    [ProducesResponseType<LogInclusionAnswer>(StatusCodes.Status200OK, Description = "The proof.")]
    public Task<IResult> ProofLogInclusion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/log/inclusion")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var tenant = await gate.RequireAsync(request, cancellation);
            var now = await log.SizeAsync(tenant.Name, cancellation);
            var size = Number(request, "size", now);
            var index = Number(request, "index", null);
            Check(index < size && size <= now, now);
            var hashes = await log.SolveAsync(tenant.Name, ProofPlan.Inclusion(index, size), cancellation);
            return await answers.JsonAsync(
                request, tenant,
                new LogInclusionAnswer(log.OriginOf(tenant.Name), index, size, [.. hashes.Select(h => h.ToBase64())]),
                StatusCodes.Status200OK, cancellation);
        });

    /// <summary>GET proofpacks/log/consistency?from=&amp;to=: the proof that the log of one size begins with that of another.</summary>
    [Function(nameof(ProofLogConsistency))]
    [TenantKey]
    [Query("from", "The earlier size, 1 or more.")]
    [Query("to", "The later size; the size now when left out.")]
    [ProducesResponseType<LogConsistencyAnswer>(StatusCodes.Status200OK, Description = "The proof, in a form that the verifier takes as a file.")]
    public Task<IResult> ProofLogConsistency(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/log/consistency")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var tenant = await gate.RequireAsync(request, cancellation);
            var now = await log.SizeAsync(tenant.Name, cancellation);
            var from = Number(request, "from", null);
            var to = Number(request, "to", now);
            Check(from >= 1 && from <= to && to <= now, now);
            var hashes = await log.SolveAsync(tenant.Name, ProofPlan.Consistency(from, to), cancellation);
            return await answers.JsonAsync(
                request, tenant,
                new LogConsistencyAnswer(
                    ConsistencyProof.Format, log.OriginOf(tenant.Name), from, to,
                    [await log.CheckpointAsync(tenant.Name, from, cancellation), await log.CheckpointAsync(tenant.Name, to, cancellation)],
                    [.. hashes.Select(h => h.ToBase64())]),
                StatusCodes.Status200OK, cancellation);
        });

    /// <summary>GET proofpacks/log/entries?from=&amp;count=: what was entered, with the words of erasures and holds.</summary>
    [Function(nameof(ProofLogEntries))]
    [TenantKey]
    [Query("from", "The first entry's place, from 0; 0 when left out.")]
    [Query("count", "How many, 1 to 200; 50 when left out.")]
    [ProducesResponseType<LogEntriesAnswer>(StatusCodes.Status200OK, Description = "The entries, in order.")]
    public Task<IResult> ProofLogEntries(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "proofpacks/log/entries")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var tenant = await gate.RequireAsync(request, cancellation);
            var entries = await log.EntriesAsync(
                tenant.Name, Number(request, "from", 0), (int)Math.Clamp(Number(request, "count", 50), 1, MostEntries), cancellation);
            return await answers.JsonAsync(
                request, tenant,
                new LogEntriesAnswer(log.OriginOf(tenant.Name), [.. entries.Select(e =>
                    new LogEntryAnswer(e.Index, e.Kind, e.Pack, e.Time, e.Hash, e.Notice))]),
                StatusCodes.Status200OK, cancellation);
        });

    static long Number(HttpRequest request, string name, long? otherwise)
    {
        if (!request.Query.TryGetValue(name, out var text) && otherwise is { } standard)
            return standard;
        return long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DomainException(PackCodes.BadRequest, $"The query parameter {name} must be a whole number.");
    }

    static void Check(bool there, long size)
    {
        if (!there)
            throw new DomainException(PackCodes.BadPosition, string.Create(
                CultureInfo.InvariantCulture, $"The log has {size} entries, counted from 0; ask for what is within them."));
    }
}
