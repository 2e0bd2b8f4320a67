using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Messaging;
using Orchestrations.App.Problems;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Tactical;

/// <summary>
/// What makes the tactical reserve look: the timer, HTTP and a queue. Whoever asks, it decides by its own rules; the runs of one
/// hour are one.
/// </summary>
public sealed class TacticalTriggers(
    TradingSettings trading, TacticalSettings settings, OperationsSettings operations, ProofPackSettings packs, TimeProvider time)
{
    /// <summary>Looks, by its schedule.</summary>
    [Function(nameof(TacticalTimer))]
    public async Task TacticalTimer(
        [TimerTrigger("%Tactical:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (operations.Runs(OperationsSettings.Tactical))
            await StartAsync(client, time.GetUtcNow(), cancellation);
    }

    /// <summary>POST api/tactical/runs with a reason: 202 with the run of this hour, started now or before.</summary>
    [Function(nameof(TacticalStart))]
    [Consumes(typeof(TacticalCommand), "application/json")]
    [ProducesResponseType<TacticalRunStarted>(StatusCodes.Status202Accepted, Description = "The run, started now or before.")]
    public Task<IResult> TacticalStart(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tactical/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            Reasons.Check((await RequestJson.ReadAsync<TacticalCommand>(request, cancellation)).Reason);
            var id = await StartAsync(client, time.GetUtcNow(), cancellation);
            return Results.Json(new TacticalRunStarted(id), StoreJson.Options, statusCode: StatusCodes.Status202Accepted);
        });

    /// <summary>A message in the queue <c>tactical-commands</c>, with the same body: the run of the hour in which it was sent.</summary>
    [Function(nameof(TacticalRunCommand))]
    public Task TacticalRunCommand(
        [ServiceBusTrigger("tactical-commands", Connection = "ServiceBus")] string message,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellation) => MessageHandling.HandleAsync<TacticalCommand>(message, command =>
        {
            Reasons.Check(command.Reason);
            return StartAsync(client, MessageTime.SentAt(context) ?? time.GetUtcNow(), cancellation);
        });

    async Task<string> StartAsync(DurableTaskClient client, DateTimeOffset at, CancellationToken cancellation)
    {
        var run = $"tactical-{trading.Portfolio}-{at.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)}";
        var input = new TacticalInput(trading.Portfolio, run, settings.Parameters.SliceEvery)
        {
            Prove = packs.Proves(OperationsSettings.Tactical),
        };
        await SingleRun.StartOnceAsync(client, nameof(TacticalOrchestrator), run, input, cancellation);
        return run;
    }
}
