using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Alerts;
using Orchestrations.App.Messaging;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;

namespace Orchestrations.App.KillSwitch;

/// <summary>Pulls the kill switch over HTTP or a queue, shows it, and lets a person release it.</summary>
public sealed class KillSwitchTriggers(
    KillSwitchRepository kill, AlertRepository alerts, TradingSettings trading, ProofPackSettings packs, IdempotentWrites writes)
{
    const string Switch = "kill-switch";
    const string Pulled = "ORC-KILL-001";

    /// <summary>POST api/kill-switch with a reason: entries are refused at once; 202 with the run that does the rest.</summary>
    [Function(nameof(KillSwitchPull))]
    [Consumes(typeof(KillSwitchBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<KillSwitchAnswer>(StatusCodes.Status202Accepted, Description = "It holds now; the run cancels and closes.")]
    public Task<IResult> KillSwitchPull(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/kill-switch")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => writes.ServeAsync(request, async write => new Written(
            StatusCodes.Status202Accepted, await PullAsync(client, write.Read<KillSwitchBody>(), cancellation)), cancellation);

    /// <summary>A message in the queue <c>kill-switch</c>, with the same body: the same.</summary>
    [Function(nameof(KillSwitchCommand))]
    public Task KillSwitchCommand(
        [ServiceBusTrigger("kill-switch", Connection = "ServiceBus")] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        MessageHandling.HandleAsync<KillSwitchBody>(message, body => PullAsync(client, body, cancellation));

    /// <summary>DELETE api/kill-switch with a reason: entries are allowed again.</summary>
    [Function(nameof(KillSwitchRelease))]
    [Consumes(typeof(EmergencyStopBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<KillSwitchAnswer>(StatusCodes.Status200OK, Description = "Where it stands now.")]
    public Task<IResult> KillSwitchRelease(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/kill-switch")] HttpRequest request,
        CancellationToken cancellation) => writes.ServeAsync(request, async write =>
        {
            var state = await kill.ReleaseAsync(Reasons.Check(write.Read<EmergencyStopBody>().Reason), cancellation);
            await SwitchAlerts.TellAsync(alerts, Switch, Pulled, state.Active, state.Switches, state.Reason, cancellation);
            return new Written(StatusCodes.Status200OK, AnswerOf(state));
        }, cancellation);

    /// <summary>GET api/kill-switch: where it stands.</summary>
    [Function(nameof(KillSwitchGet))]
    [ProducesResponseType<KillSwitchAnswer>(StatusCodes.Status200OK, Description = "Where it stands.")]
    public Task<IResult> KillSwitchGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/kill-switch")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () => Answer(AnswerOf(await kill.GetAsync(cancellation))));

    async Task<KillSwitchAnswer> PullAsync(DurableTaskClient client, KillSwitchBody body, CancellationToken cancellation)
    {
        var state = await kill.PullAsync(body.Flatten, Reasons.Check(body.Reason), cancellation);
        var answer = AnswerOf(state);
        await SwitchAlerts.TellAsync(alerts, Switch, Pulled, state.Active, state.Switches, state.Reason, cancellation);
        var input = new KillSwitchInput(trading.Portfolio, answer.Run!, state.Flatten, state.Reason)
        {
            Prove = packs.Proves(ProofPackSettings.KillSwitch),
        };
        await SingleRun.StartOnceAsync(client, nameof(KillSwitchOrchestrator), answer.Run!, input, cancellation);
        return answer;
    }

    KillSwitchAnswer AnswerOf(KillSwitchState state) =>
        new(state, state.Active ? $"kill-{trading.Portfolio}-{state.Switches}" : null);

    static IResult Answer(KillSwitchAnswer answer) => Results.Json(answer, StoreJson.Options);
}
