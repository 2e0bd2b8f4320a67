using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Exports;

/// <summary>Exports of the books over HTTP, streamed: a log of any length needs no more memory than a few rows.</summary>
/// <param name="exports">The tables.</param>
/// <param name="trading">Whose.</param>
public sealed class ExportTriggers(BookExports exports, TradingSettings trading)
{
    const string FormatWords = "csv or jsonl; csv when left out.";
    const string FromWords = "The first day, such as 2026-01-31; the first of all when left out.";
    const string ToWords = "The last day; the last of all when left out.";

    /// <summary>
    /// GET api/audit/export: the whole audit log as CSV or JSON Lines, as <c>verify</c> reads it. The header X-Audit-Head has the
    /// hash that the last record must have: with it, a cut-off end is found too.
    /// </summary>
    [Function(nameof(AuditExport))]
    [Query("format", FormatWords)]
    [ProducesResponseType(StatusCodes.Status200OK, Description = "The log.")]
    public Task<IResult> AuditExport(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/audit/export")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var format = FormatOf(request);
            var head = await exports.AuditHeadAsync(cancellation);
            request.HttpContext.Response.Headers["X-Audit-Head"] = head;
            return Stream("audit", format, body => exports.WriteAuditAsync(format, body, head, cancellation));
        });

    /// <summary>GET api/ledger/export: the journal as CSV or JSON Lines, one row for each posting, oldest first.</summary>
    [Function(nameof(LedgerExport))]
    [Query("format", FormatWords)]
    [Query("from", FromWords)]
    [Query("to", ToWords)]
    [ProducesResponseType(StatusCodes.Status200OK, Description = "The journal.")]
    public Task<IResult> LedgerExport(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/ledger/export")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(() =>
        {
            var (format, days) = (FormatOf(request), DayRange.Read(request.Query));
            return Task.FromResult(Stream(
                "ledger", format, body => exports.WriteLedgerAsync(trading.Portfolio, days, format, body, cancellation)));
        });

    /// <summary>
    /// GET api/trades/export: trades and settlements as CSV or JSON Lines, oldest first, with fees, funding and what each realised.
    /// </summary>
    [Function(nameof(TradesExport))]
    [Query("format", FormatWords)]
    [Query("from", FromWords)]
    [Query("to", ToWords)]
    [ProducesResponseType(StatusCodes.Status200OK, Description = "The trades.")]
    public Task<IResult> TradesExport(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/trades/export")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(() =>
        {
            var (format, days) = (FormatOf(request), DayRange.Read(request.Query));
            return Task.FromResult(Stream(
                "trades", format, body => exports.WriteTradesAsync(trading.Portfolio, days, format, body, cancellation)));
        });

    static ExportFormat FormatOf(HttpRequest request) => ExportFormats.Parse(request.Query["format"].ToString());

    static IResult Stream(string name, ExportFormat format, Func<Stream, Task> write) =>
        Results.Stream(write, ExportFormats.MediaTypeOf(format), $"{name}.{ExportFormats.EndingOf(format)}");
}
