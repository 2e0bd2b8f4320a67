using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Audit;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Orders;
using Orchestrations.App.Problems;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Audit;
using Orchestrations.Domain.Risk;

namespace Orchestrations.App.Risk;

/// <summary>Shows the risk rules with their limits, and what they said about orders.</summary>
public sealed class RiskTriggers(
    RiskBook book, RiskSettings settings, RiskWatchSettings watch, AuditPages audit, OrderRepository orders, TradingSettings trading)
{
    const string Kind = "order-risk";
    const string KeyEnd = "-risk";

    /// <summary>GET api/risk/rules: every rule, in the order they are judged in, with the limits it has now.</summary>
    [Function(nameof(RiskRules))]
    [ProducesResponseType<RiskRulesAnswer>(StatusCodes.Status200OK, Description = "The rules.")]
    public IResult RiskRules(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/risk/rules")] HttpRequest request) => Results.Json(
            new RiskRulesAnswer([.. book.Rules.Select(rule => new RiskRuleLine(rule.Name, rule.Priority, rule.Code, LimitsOf(rule)))]),
            StoreJson.Options);

    /// <summary>
    /// GET api/risk/verdicts: a page of what the rules said about orders, the newest first, from the audit log. The query takes
    /// before (a sequence), top, and refused (true for refusals alone). A page may be short, or empty, and still have a next one.
    /// </summary>
    [Function(nameof(RiskVerdicts))]
    [Query("before", "A sequence: only verdicts before it. The newest when left out.")]
    [Query("refused", "True for refused orders alone, false for allowed ones; both when left out.")]
    [Query("top", "How many, 1 to 500; 50 when left out.")]
    [ProducesResponseType<RiskVerdictPage>(StatusCodes.Status200OK, Description = "The page.")]
    public Task<IResult> RiskVerdicts(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/risk/verdicts")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var refused = Refused(request.Query["refused"].ToString());
            var page = await audit.ReadAsync(
                PageQuery.Read(request.Query),
                record => record.Kind == Kind && (refused is null || RiskOf(record).Answer.Allowed != refused), cancellation);
            var lines = new List<RiskVerdictLine>();
            foreach (var record in page.Records)
                lines.Add(await LineOfAsync(record, cancellation));
            return Results.Json(new RiskVerdictPage(lines, page.Next), StoreJson.Options);
        });

    // The breaker's thresholds are settings of the watch that moves it, not of the book.
    IReadOnlyList<RiskMeasure> LimitsOf(IRiskRule rule) => rule is BreakerRule
        ? [.. watch.Breaker.Thresholds.Select((threshold, at) => RiskMeasure.Of($"level{at + 1}", threshold))]
        : rule.Limits(settings.Limits);

    async Task<RiskVerdictLine> LineOfAsync(AuditRecord record, CancellationToken cancellation)
    {
        var id = record.Key[..^KeyEnd.Length];
        var (risk, order) = (RiskOf(record), await orders.FindAsync(trading.Portfolio, id, cancellation));
        return new RiskVerdictLine(record.Sequence, record.Time, record.Subject, id, order?.Order, risk.Answer, risk.Verdicts);
    }

    static OrderRiskRecord RiskOf(AuditRecord record) => JsonSerializer.Deserialize<OrderRiskRecord>(record.Data, StoreJson.Options)!;

    static bool? Refused(string text) => text switch
    {
        "" => null,
        "true" => true,
        "false" => false,
        _ => throw new ProblemException(
            StatusCodes.Status400BadRequest, PageQuery.Bad, $"refused '{text}' is refused; use true or false, or leave it out."),
    };
}
