using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Exchange;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

/// <summary>Makes DCA plans, shows them, changes, pauses and resumes them.</summary>
public sealed class DcaPlanTriggers(
    DcaRepository plans, DcaPlanChanges changes, TradingSettings trading, IExchange exchange, IdempotentWrites writes, TimeProvider time)
{
    const string VersionWords = "The ETag of the plan as you saw it: the change is refused when it was changed meanwhile.";

    /// <summary>POST api/dca/plans: 201 with the plan, or what is wrong with it.</summary>
    [Function(nameof(DcaCreatePlan))]
    [Consumes(typeof(DcaPlanBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<DcaPlanItem>(StatusCodes.Status201Created, Description = "The plan as it was made.")]
    public Task<IResult> DcaCreatePlan(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/dca/plans")] HttpRequest request,
        CancellationToken cancellation) => writes.ServeAsync(request, async write =>
        {
            var body = write.Read<DcaPlanBody>();
            var plan = PlanFrom(
                body.Name, body.Capital, body.Targets, body.Start ?? Midnight(write.AskedAt), body.AmountPerInterval, body.DeploymentDays,
                body.IntervalHours, body.MaxCatchUpIntervals);
            await CheckPairsAsync(plan, cancellation);
            var made = await changes.CreateAsync(plan, write.Again, cancellation) ?? throw new DomainException(
                DcaCodes.PlanExists, $"There is a DCA plan '{plan.Name}' already; choose another name.");
            return new Written(StatusCodes.Status201Created, made, "/api/dca/plans/" + plan.Name);
        }, cancellation);

    /// <summary>GET api/dca/plans: all plans by name.</summary>
    [Function(nameof(DcaListPlans))]
    [ProducesResponseType<DcaPlansAnswer>(StatusCodes.Status200OK, Description = "The plans.")]
    public Task<IResult> DcaListPlans(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/dca/plans")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var all = new List<DcaPlanItem>();
            await foreach (var plan in plans.ListItemsAsync(cancellation))
                all.Add(plan);
            return Results.Json(new DcaPlansAnswer(all), StoreJson.Options);
        });

    /// <summary>GET api/dca/plans/{plan}: a plan, how far it has come, and what is due by now. The ETag is the plan's version.</summary>
    [Function(nameof(DcaGetPlan))]
    [ProducesResponseType<DcaPlanAnswer>(StatusCodes.Status200OK, Description = "The plan and its progress.")]
    public Task<IResult> DcaGetPlan(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/dca/plans/{plan}")] HttpRequest request,
        string plan,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var (item, etag) = await plans.ReadAsync(plan, cancellation) ?? throw DcaCodes.NoPlan(plan);
            request.HttpContext.Response.Headers.ETag = Preconditions.HeaderOf(etag);
            return Results.Json(await AnswerOfAsync(item, etag, cancellation), StoreJson.Options);
        });

    /// <summary>
    /// PUT api/dca/plans/{plan}: the plan from the next interval on; what was due by now stays due. If-Match is required: 412 when
    /// the plan was changed meanwhile, 428 when no version is named.
    /// </summary>
    [Function(nameof(DcaChangePlan))]
    [Consumes(typeof(DcaPlanChangeBody), "application/json")]
    [RequestHeader("If-Match", VersionWords)]
    [ProducesResponseType<DcaPlanAnswer>(StatusCodes.Status200OK, Description = "The plan as it is now.")]
    public Task<IResult> DcaChangePlan(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/dca/plans/{plan}")] HttpRequest request,
        string plan,
        CancellationToken cancellation) => writes.ServeAsync(request, async write =>
        {
            var body = write.Read<DcaPlanChangeBody>();
            var reason = Reasons.Check(body.Reason);
            var before = await plans.FindAsync(plan, cancellation) ?? throw DcaCodes.NoPlan(plan);
            var wanted = PlanFrom(
                plan, body.Capital, body.Targets, before.Start, body.AmountPerInterval, body.DeploymentDays, body.IntervalHours,
                body.MaxCatchUpIntervals);
            await CheckPairsAsync(wanted, cancellation);
            var now = time.GetUtcNow();
            return await ChangeAsync(
                plan, Preconditions.Of(request, required: true), "Changed", reason, old => wanted.InPlaceOf(old, now), cancellation);
        }, cancellation);

    /// <summary>POST api/dca/plans/{plan}/pause with a reason: nothing falls due and nothing is bought until it is resumed.</summary>
    [Function(nameof(DcaPausePlan))]
    [Consumes(typeof(DcaPlanReasonBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [RequestHeader("If-Match", VersionWords)]
    [ProducesResponseType<DcaPlanAnswer>(StatusCodes.Status200OK, Description = "The plan as it is now.")]
    public Task<IResult> DcaPausePlan(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/dca/plans/{plan}/pause")] HttpRequest request,
        string plan,
        CancellationToken cancellation) => writes.ServeAsync(request, write =>
        {
            var reason = Reasons.Check(write.Read<DcaPlanReasonBody>().Reason);
            return ChangeAsync(
                plan, Preconditions.Of(request, required: false), "Paused", reason, old => old.Paused(write.AskedAt, reason), cancellation);
        }, cancellation);

    /// <summary>POST api/dca/plans/{plan}/resume with a reason: it goes on; the intervals of the pause are left out.</summary>
    [Function(nameof(DcaResumePlan))]
    [Consumes(typeof(DcaPlanReasonBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [RequestHeader("If-Match", VersionWords)]
    [ProducesResponseType<DcaPlanAnswer>(StatusCodes.Status200OK, Description = "The plan as it is now.")]
    public Task<IResult> DcaResumePlan(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/dca/plans/{plan}/resume")] HttpRequest request,
        string plan,
        CancellationToken cancellation) => writes.ServeAsync(request, write =>
        {
            var reason = Reasons.Check(write.Read<DcaPlanReasonBody>().Reason);
            var now = time.GetUtcNow();
            return ChangeAsync(
                plan, Preconditions.Of(request, required: false), "Resumed", reason, old => old.Resumed(now), cancellation);
        }, cancellation);

    async Task<Written> ChangeAsync(
        string plan, Action<string> mayChange, string what, string reason, Func<DcaPlan, DcaPlan> change, CancellationToken cancellation)
    {
        var (item, etag) = await changes.ChangeAsync(plan, mayChange, what, reason, change, cancellation);
        return new Written(StatusCodes.Status200OK, await AnswerOfAsync(item, etag, cancellation), ETag: etag);
    }

    async Task<DcaPlanAnswer> AnswerOfAsync(DcaPlanItem item, string etag, CancellationToken cancellation)
    {
        var plan = item.ToPlan();
        var progress = await plans.ProgressAsync(plan.Name, cancellation);
        return new DcaPlanAnswer(
            item,
            [.. plan.Targets.Select(t => DcaPairItem.From(progress.For(t.Pair)))],
            DcaSchedule.Due(plan, time.GetUtcNow()).ToDictionary(d => d.Pair.Symbol, d => d.Amount.Amount),
            Preconditions.VersionOf(etag));
    }

    async Task CheckPairsAsync(DcaPlan plan, CancellationToken cancellation)
    {
        foreach (var target in plan.Targets)
            await exchange.GetInstrumentAsync(target.Pair, cancellation);
    }

    DcaPlan PlanFrom(
        string name, decimal capital, IReadOnlyList<DcaTargetItem> targets, DateTimeOffset start, decimal amountPerInterval,
        int deploymentDays, int intervalHours, int maxCatchUpIntervals)
    {
        if (targets.Any(t => t is null))
            throw new ProblemException(
                StatusCodes.Status400BadRequest, RequestJson.Malformed, "A target is null; send symbol and share.");
        // Checked here because a time span cannot hold every number of hours that an integer can.
        if (intervalHours is < 1 or > 8760)
            throw new DomainException("ORC-DCA-004", $"An interval of {intervalHours} hours is refused: use 1 to 8760.");
        return new DcaPlan(
            name, trading.Portfolio, new Money(capital, Asset.Usdt), [.. targets.Select(t => new DcaTarget(Pair.Parse(t.Symbol), t.Share))],
            start, new Money(amountPerInterval, Asset.Usdt), deploymentDays, TimeSpan.FromHours(intervalHours), maxCatchUpIntervals);
    }

    static DateTimeOffset Midnight(DateTimeOffset at) => new(at.UtcDateTime.Date, TimeSpan.Zero);
}
