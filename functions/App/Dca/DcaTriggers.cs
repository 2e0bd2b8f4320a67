using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Messaging;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Operations;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain;

namespace Orchestrations.App.Dca;

/// <summary>What starts DCA runs and shows them: the timer, a queue and the HTTP endpoints. Plans: <see cref="DcaPlanTriggers"/>.</summary>
public sealed class DcaTriggers(DcaRuns runs, DcaPlanChanges changes, OperationTimer operations, IdempotentWrites writes) : IOperation
{
    const int LongestRunId = 100;

    /// <inheritdoc />
    public string Name => OperationsSettings.Dca;

    /// <inheritdoc />
    public string ScheduleKey => "Dca:Schedule";

    /// <summary>Starts the running interval's run of every plan. A late or repeated call starts nothing twice.</summary>
    [Function(nameof(DcaTimer))]
    public async Task DcaTimer(
        [TimerTrigger("%Dca:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        await changes.RecordAllAsync(cancellation);
        await operations.TickAsync(this, timer, client, cancellation);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<OperationRun>> StartAsync(DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation) =>
        runs.StartAllAsync(client, now, cancellation);

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
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<DcaRunStarted>(StatusCodes.Status202Accepted, Description = "The run, started now or before.")]
    public Task<IResult> DcaStartRun(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/dca/plans/{plan}/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string plan,
        CancellationToken cancellation) => writes.ServeAsync(request, async write =>
        {
            var (instance, _) = await runs.StartAsync(client, plan, write.AskedAt, cancellation);
            var status = "/api/dca/runs/" + instance;
            return new Written(StatusCodes.Status202Accepted, new DcaRunStarted(instance, status), status);
        }, cancellation);

    /// <summary>GET api/dca/runs/{id}: how a run stands and what it came to.</summary>
    [Function(nameof(DcaGetRun))]
    [ProducesResponseType<DcaRunAnswer>(StatusCodes.Status200OK, Description = "The run.")]
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

    static IResult Answer<T>(T body) => Results.Json(body, StoreJson.Options);
}
