using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Ledger;

/// <summary>Shows the ledger and checks it.</summary>
/// <param name="ledger">The journal.</param>
/// <param name="trading">Whose journal.</param>
public sealed class LedgerTriggers(LedgerRepository ledger, TradingSettings trading)
{
    /// <summary>GET api/ledger/entries: a page of entries, the newest first. The query takes before (a sequence) and top.</summary>
    [Function(nameof(LedgerEntries))]
    [Query("before", "A sequence: only entries before it. The newest when left out.")]
    [Query("top", "How many, 1 to 500; 50 when left out.")]
    [ProducesResponseType<LedgerPage>(StatusCodes.Status200OK, Description = "The page.")]
    public Task<IResult> LedgerEntries(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/ledger/entries")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var page = PageQuery.Read(request.Query);
            var (entries, next) = await NumberedPages.ReadAsync(
                page, await ledger.CountAsync(trading.Portfolio, cancellation),
                after => ledger.EntriesAsync(trading.Portfolio, after, cancellation), entry => entry.Sequence);
            return Results.Json(new LedgerPage(entries, next), StoreJson.Options);
        });

    /// <summary>GET api/ledger/check: rebuilds the balances from the journal alone. 200 with what was found, good or bad.</summary>
    [Function(nameof(LedgerCheckRun))]
    [ProducesResponseType<LedgerCheck>(StatusCodes.Status200OK, Description = "What was found.")]
    public Task<IResult> LedgerCheckRun(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/ledger/check")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
            Results.Json(await ledger.CheckAsync(trading.Portfolio, cancellation), StoreJson.Options));
}

/// <summary>A page of the journal.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="Next">The <c>before</c> of the next page; null at the beginning of the journal.</param>
public sealed record LedgerPage(IReadOnlyList<EntryItem> Entries, long? Next);
