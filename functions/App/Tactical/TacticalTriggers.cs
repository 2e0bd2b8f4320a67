using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Messaging;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Operations;
using Orchestrations.App.Problems;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Risk;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Tactical;

/// <summary>
/// What makes the tactical reserve look: the timer, HTTP and a queue. Whoever asks, it decides by its own rules; the runs of one
/// hour are one.
/// </summary>
public sealed class TacticalTriggers(
    TradingSettings trading, TacticalSettings settings, OperationTimer operations, ProofPackSettings packs, IdempotentWrites writes,
    TimeProvider time) : IOperation
{
    /// <inheritdoc />
    public string Name => OperationsSettings.Tactical;

    /// <inheritdoc />
    public string ScheduleKey => "Tactical:Schedule";

    /// <summary>Looks, by its schedule.</summary>
    [Function(nameof(TacticalTimer))]
    public Task TacticalTimer(
        [TimerTrigger("%Tactical:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => operations.TickAsync(this, timer, client, cancellation);

    /// <summary>POST api/tactical/runs with a reason: 202 with the run of this hour, started now or before.</summary>
    [Function(nameof(TacticalStart))]
    [Consumes(typeof(TacticalCommand), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<TacticalRunStarted>(StatusCodes.Status202Accepted, Description = "The run, started now or before.")]
    public Task<IResult> TacticalStart(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tactical/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => writes.ServeAsync(request, async write =>
        {
            Reasons.Check(write.Read<TacticalCommand>().Reason);
            var started = await operations.StartAsync(this, client, write.AskedAt, cancellation);
            return new Written(StatusCodes.Status202Accepted, new TacticalRunStarted(started[0].Id));
        }, cancellation);

    /// <summary>A message in the queue <c>tactical-commands</c>, with the same body: the run of the hour in which it was sent.</summary>
    [Function(nameof(TacticalRunCommand))]
    public Task TacticalRunCommand(
        [ServiceBusTrigger("tactical-commands", Connection = "ServiceBus")] string message,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellation) => MessageHandling.HandleAsync<TacticalCommand>(message, command =>
        {
            Reasons.Check(command.Reason);
            return operations.StartAsync(this, client, MessageTime.SentAt(context) ?? time.GetUtcNow(), cancellation);
        });

    /// <inheritdoc />
    public async Task<IReadOnlyList<OperationRun>> StartAsync(
        DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation)
    {
        var run = $"tactical-{trading.Portfolio}-{now.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)}";
        var input = new TacticalInput(trading.Portfolio, run, settings.Parameters.SliceEvery)
        {
            Prove = packs.Proves(OperationsSettings.Tactical),
        };
        await SingleRun.StartOnceAsync(client, nameof(TacticalOrchestrator), run, input, cancellation);
        return [new OperationRun(trading.Portfolio, run)];
    }
}
