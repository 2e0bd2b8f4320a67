using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Exchange;
using Orchestrations.App.Messaging;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

/// <summary>What starts DCA runs and shows them: the timer, a queue and the HTTP endpoints.</summary>
public sealed class DcaTriggers(DcaRuns runs, DcaRepository plans, TradingSettings trading, IExchange exchange, TimeProvider time)
{
    const int LongestRunId = 100;

    /// <summary>Starts the running interval's run of every plan. A late or repeated call starts nothing twice.</summary>
    [Function(nameof(DcaTimer))]
    public async Task DcaTimer(
        [TimerTrigger("%Dca:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        await runs.StartAllAsync(client, cancellation);

    /// <summary>
    /// A message {"plan":"core"} in the queue dca-commands starts the run of the interval in which it was sent, as HTTP does.
    /// Delivered again, even in a later interval, it finds the same run; one that is refused ends as a dead letter that says why.
    /// </summary>
    [Function(nameof(DcaRunCommand))]
    public Task DcaRunCommand(
        [ServiceBusTrigger("dca-commands", Connection = "ServiceBus")] string message,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellation) =>
        MessageHandling.HandleAsync<DcaCommand>(
            message, command => runs.StartAsync(client, command.Plan, MessageTime.SentAt(context), cancellation));

    /// <summary>POST api/dca/plans/{plan}/runs: 202 with the run of the running interval, started now or before.</summary>
    [Function(nameof(DcaStartRun))]
    public Task<IResult> DcaStartRun(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/dca/plans/{plan}/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string plan,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var (instance, _) = await runs.StartAsync(client, plan, cancellation: cancellation);
            var status = "/api/dca/runs/" + instance;
            request.HttpContext.Response.Headers.Location = status;
            return Answer(new DcaRunStarted(instance, status), StatusCodes.Status202Accepted);
        });

    /// <summary>GET api/dca/runs/{id}: how a run stands and what it came to.</summary>
    [Function(nameof(DcaGetRun))]
    public Task<IResult> DcaGetRun(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/dca/runs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            // Ids that no run can have are not asked for: backends refuse some of them with exceptions of their own.
            var run = id.StartsWith("dca-", StringComparison.Ordinal) && id.Length <= LongestRunId
                ? await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellation)
                : null;
            if (run is null || run.Name != nameof(DcaOrchestrator))
                throw new DomainException(DcaCodes.UnknownRun, $"There is no DCA run '{id}'.");
            var result = run.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? run.ReadOutputAs<DcaRunResult>() : null;
            return Answer(new DcaRunAnswer(
                id, run.RuntimeStatus.ToString(), run.CreatedAt, run.LastUpdatedAt, result, run.FailureDetails?.ErrorMessage));
        });

    /// <summary>POST api/dca/plans: 201 with the plan, or what is wrong with it.</summary>
    [Function(nameof(DcaCreatePlan))]
    public Task<IResult> DcaCreatePlan(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/dca/plans")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var plan = PlanFrom(await RequestJson.ReadAsync<DcaPlanBody>(request, cancellation));
            foreach (var target in plan.Targets)
                await exchange.GetInstrumentAsync(target.Pair, cancellation);
            if (!await plans.CreateAsync(plan, cancellation))
                throw new DomainException(
                    DcaCodes.PlanExists, $"There is a DCA plan '{plan.Name}' already; choose another name.");
            request.HttpContext.Response.Headers.Location = "/api/dca/plans/" + plan.Name;
            return Answer(DcaPlanItem.From(plan), StatusCodes.Status201Created);
        });

    /// <summary>GET api/dca/plans: all plans by name.</summary>
    [Function(nameof(DcaListPlans))]
    public Task<IResult> DcaListPlans(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/dca/plans")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var all = new List<DcaPlanItem>();
            await foreach (var plan in plans.ListAsync(cancellation))
                all.Add(DcaPlanItem.From(plan));
            return Answer(new DcaPlansAnswer(all));
        });

    /// <summary>GET api/dca/plans/{plan}: a plan, how far it has come, and what is due by now.</summary>
    [Function(nameof(DcaGetPlan))]
    public Task<IResult> DcaGetPlan(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/dca/plans/{plan}")] HttpRequest request,
        string plan,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var found = await plans.FindAsync(plan, cancellation) ?? throw DcaCodes.NoPlan(plan);
            var progress = await plans.ProgressAsync(plan, cancellation);
            var due = DcaSchedule.Due(found, time.GetUtcNow());
            return Answer(new DcaPlanAnswer(
                DcaPlanItem.From(found),
                [.. found.Targets.Select(t => DcaPairItem.From(progress.For(t.Pair)))],
                due.ToDictionary(d => d.Pair.Symbol, d => d.Amount.Amount)));
        });

    DcaPlan PlanFrom(DcaPlanBody body)
    {
        if (body.Targets.Any(t => t is null))
            throw new ProblemException(
                StatusCodes.Status400BadRequest, RequestJson.Malformed, "A target is null; send symbol and share.");
        // Checked here because a time span cannot hold every number of hours that an integer can.
        if (body.IntervalHours is < 1 or > 8760)
            throw new DomainException("ORC-DCA-004", $"An interval of {body.IntervalHours} hours is refused: use 1 to 8760.");
        var targets = body.Targets.Select(t => new DcaTarget(Pair.Parse(t.Symbol), t.Share)).ToList();
        var start = body.Start ?? new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        return new DcaPlan(
            body.Name, trading.Portfolio, new Money(body.Capital, Asset.Usdt), targets, start,
            new Money(body.AmountPerInterval, Asset.Usdt), body.DeploymentDays,
            TimeSpan.FromHours(body.IntervalHours), body.MaxCatchUpIntervals);
    }

    static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) =>
        Results.Json(body, StoreJson.Options, statusCode: status);
}
