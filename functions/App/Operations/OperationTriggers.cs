using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Orchestrations.App.Audit;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Orchestrations;
using Orchestrations.App.Problems;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Operations;

/// <summary>Shows the operations, starts and stops them, and runs them now.</summary>
public sealed class OperationTriggers(
    IEnumerable<IOperation> operations, OperationSwitches switches, OperationRuns runs, OperationTimer timer, OperationsSettings settings,
    IdempotentWrites writes, AuditRepository audit, IConfiguration configuration, TimeProvider time)
{
    /// <summary>GET api/operations: every operation with its state, its next run, and what its last runs came to.</summary>
    [Function(nameof(OperationList))]
    [ProducesResponseType<OperationsAnswer>(StatusCodes.Status200OK, Description = "The operations.")]
    public Task<IResult> OperationList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/operations")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var lines = new List<OperationLine>();
            foreach (var operation in operations)
                lines.Add(await LineOfAsync(operation, client, cancellation));
            return Results.Json(new OperationsAnswer(lines), StoreJson.Options);
        });

    /// <summary>POST api/operations/{name}/stop with a reason: its timer starts nothing until somebody starts it again.</summary>
    [Function(nameof(OperationStop))]
    [Consumes(typeof(OperationReasonBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<OperationLine>(StatusCodes.Status200OK, Description = "Where it stands now.")]
    public Task<IResult> OperationStop(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/operations/{name}/stop")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string name,
        CancellationToken cancellation) => SwitchAsync(request, client, name, false, cancellation);

    /// <summary>POST api/operations/{name}/start with a reason: its timer starts it from now on.</summary>
    [Function(nameof(OperationStart))]
    [Consumes(typeof(OperationReasonBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<OperationLine>(StatusCodes.Status200OK, Description = "Where it stands now.")]
    public Task<IResult> OperationStart(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/operations/{name}/start")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string name,
        CancellationToken cancellation) => SwitchAsync(request, client, name, true, cancellation);

    /// <summary>
    /// POST api/operations/{name}/runs with a reason: 202 with the runs of now, started by this or before. They are the timer's: a
    /// period that had its run is not run again.
    /// </summary>
    [Function(nameof(OperationRunNow))]
    [Consumes(typeof(OperationReasonBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<OperationStarted>(StatusCodes.Status202Accepted, Description = "The runs, started now or before.")]
    public Task<IResult> OperationRunNow(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/operations/{name}/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string name,
        CancellationToken cancellation) => writes.ServeAsync(request, async write =>
        {
            var operation = Find(name);
            var reason = Reasons.Check(write.Read<OperationReasonBody>().Reason);
            if (operation.Idle is { } idle)
                throw new ProblemException(StatusCodes.Status409Conflict, OperationCodes.Idle, $"'{name}' has nothing to run: {idle}");
            var started = new OperationStarted(name, await timer.StartAsync(operation, client, write.AskedAt, cancellation));
            foreach (var run in started.Runs)
                await audit.AppendAsync(
                    FormattableString.Invariant($"run-{write.AskedAt:yyyyMMdd'T'HHmmss.fffffff}-{run.Id}"), "operation-run", run.Id,
                    new { Operation = name, run.Of, Reason = reason }, cancellation);
            return new Written(StatusCodes.Status202Accepted, started);
        }, cancellation);

    Task<IResult> SwitchAsync(
        HttpRequest request, DurableTaskClient client, string name, bool run, CancellationToken cancellation) =>
        writes.ServeAsync(request, async write =>
        {
            var operation = Find(name);
            await switches.SwitchAsync(name, run, Reasons.Check(write.Read<OperationReasonBody>().Reason), cancellation);
            return new Written(StatusCodes.Status200OK, await LineOfAsync(operation, client, cancellation));
        }, cancellation);

    IOperation Find(string name) => operations.FirstOrDefault(operation => operation.Name == name) ?? throw new ProblemException(
        StatusCodes.Status404NotFound, OperationCodes.Unknown,
        $"There is no operation '{name}'; there are {string.Join(", ", operations.Select(operation => operation.Name))}.");

    async Task<OperationLine> LineOfAsync(IOperation operation, DurableTaskClient client, CancellationToken cancellation)
    {
        var said = await switches.GetAsync(operation.Name, cancellation);
        var configured = settings.Runs(operation.Name);
        var schedule = configuration[operation.ScheduleKey] ?? "";
        var last = new List<OperationOutcome>();
        foreach (var run in await runs.LastAsync(operation.Name, cancellation))
            last.Add(await OutcomeOfAsync(run, client, cancellation));
        var running = said.Runs ?? configured;
        return new OperationLine(
            operation.Name, running, configured, said.Since is null ? null : said.Reason, said.Since, operation.Idle, schedule,
            running ? OperationSchedule.Next(schedule, time.GetUtcNow()) : null, last);
    }

    static async Task<OperationOutcome> OutcomeOfAsync(OperationRun run, DurableTaskClient client, CancellationToken cancellation) =>
        await client.GetInstanceAsync(run.Id, getInputsAndOutputs: true, cancellation) is { } found
            ? new OperationOutcome(
                run.Of, run.Id, found.RuntimeStatus.ToString(), found.CreatedAt, found.LastUpdatedAt,
                OrchestrationTriggers.Payload(found.SerializedOutput), found.FailureDetails?.ErrorMessage)
            : new OperationOutcome(run.Of, run.Id, "Gone", null, null, null, null);
}
