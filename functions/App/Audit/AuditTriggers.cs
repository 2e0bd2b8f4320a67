using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Audit;

namespace Orchestrations.App.Audit;

/// <summary>Shows the audit log and checks its chain.</summary>
/// <param name="audit">The log.</param>
/// <param name="pages">Its pages.</param>
public sealed class AuditTriggers(AuditRepository audit, AuditPages pages)
{
    /// <summary>
    /// GET api/audit: a page of records, the newest first. The query takes before (a sequence), top (50, at most 500), and as
    /// filters kind, subject (the beginning of it) and text (anywhere in the record, in any case). A filtered page may be
    /// short, or empty, and still have a next one.
    /// </summary>
    [Function(nameof(AuditList))]
    [Query("before", "A sequence: only records before it. The newest when left out.")]
    [Query("kind", "Only records of this kind, such as order-risk.")]
    [Query("subject", "Only records whose subject begins with this.")]
    [Query("text", "Only records that contain this.")]
    [Query("top", "How many, 1 to 500; 50 when left out.")]
    [ProducesResponseType<AuditPage>(StatusCodes.Status200OK, Description = "The page.")]
    public Task<IResult> AuditList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/audit")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var page = PageQuery.Read(request.Query);
            var filter = new AuditFilter(
                request.Query["kind"].ToString(), request.Query["subject"].ToString(), request.Query["text"].ToString());
            return Results.Json(await pages.ReadAsync(page, filter.Fits, cancellation), StoreJson.Options);
        });

    /// <summary>GET api/audit/check: walks the whole chain. 200 with the verdict, valid or not.</summary>
    [Function(nameof(AuditCheck))]
    [ProducesResponseType<AuditVerdict>(StatusCodes.Status200OK, Description = "Whether the chain holds.")]
    public Task<IResult> AuditCheck(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/audit/check")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
            Results.Json(await audit.VerifyAsync(cancellation), StoreJson.Options));

    sealed record AuditFilter(string Kind, string Subject, string Text)
    {
        public bool Fits(AuditRecord record) =>
            (Kind.Length == 0 || record.Kind == Kind)
            && record.Subject.StartsWith(Subject, StringComparison.Ordinal)
            && (Text.Length == 0 || Has(record.Data) || Has(record.Key) || Has(record.Subject));

        bool Has(string where) => where.Contains(Text, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A page of the audit log.</summary>
/// <param name="Records">The newest first.</param>
/// <param name="Next">The <c>before</c> of the next page; null at the beginning of the log.</param>
/// <param name="Scanned">How many records were looked at to find these.</param>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Records, long? Next, long Scanned);
