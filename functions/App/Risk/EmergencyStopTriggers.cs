using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Risk;

/// <summary>Switches the emergency stop over HTTP, and shows it.</summary>
public sealed class EmergencyStopTriggers(EmergencyStop stop, AlertRepository alerts, IdempotentWrites writes)
{
    /// <summary>Code of a switch without a reason.</summary>
    public const string NoReason = "ORC-RISK-010";

    /// <summary>Code of the alert that the stop holds.</summary>
    public const string Set = "ORC-KILL-002";

    /// <summary>POST api/emergency-stop with a reason: from now on every order is refused.</summary>
    [Function(nameof(EmergencyStopSet))]
    [Consumes(typeof(EmergencyStopBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<EmergencyStopState>(StatusCodes.Status200OK, Description = "Where it stands now.")]
    public Task<IResult> EmergencyStopSet(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/emergency-stop")] HttpRequest request,
        CancellationToken cancellation) => SwitchAsync(request, true, cancellation);

    /// <summary>DELETE api/emergency-stop with a reason: orders are allowed again.</summary>
    [Function(nameof(EmergencyStopRelease))]
    [Consumes(typeof(EmergencyStopBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<EmergencyStopState>(StatusCodes.Status200OK, Description = "Where it stands now.")]
    public Task<IResult> EmergencyStopRelease(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/emergency-stop")] HttpRequest request,
        CancellationToken cancellation) => SwitchAsync(request, false, cancellation);

    /// <summary>GET api/emergency-stop: where it stands.</summary>
    [Function(nameof(EmergencyStopGet))]
    [ProducesResponseType<EmergencyStopState>(StatusCodes.Status200OK, Description = "Where it stands.")]
    public Task<IResult> EmergencyStopGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/emergency-stop")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () => Answer(await stop.GetAsync(cancellation)));

    Task<IResult> SwitchAsync(HttpRequest request, bool active, CancellationToken cancellation) =>
        writes.ServeAsync(request, async write =>
        {
            var reason = Reasons.Check(write.Read<EmergencyStopBody>().Reason);
            var state = await stop.SwitchAsync(active, reason, cancellation);
            await SwitchAlerts.TellAsync(alerts, "emergency-stop", Set, state.Active, state.Switches, state.Reason, cancellation);
            return new Written(StatusCodes.Status200OK, state);
        }, cancellation);

    static IResult Answer(EmergencyStopState state) => Results.Json(state, StoreJson.Options);
}
