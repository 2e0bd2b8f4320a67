using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Risk;

/// <summary>Switches the emergency stop over HTTP, and shows it.</summary>
public sealed class EmergencyStopTriggers(EmergencyStop stop, AlertRepository alerts)
{
    /// <summary>Code of a switch without a reason.</summary>
    public const string NoReason = "ORC-RISK-010";

    /// <summary>Code of the alert that the stop holds.</summary>
    public const string Set = "ORC-KILL-002";

    /// <summary>POST api/emergency-stop with a reason: from now on every order is refused.</summary>
    [Function(nameof(EmergencyStopSet))]
    [Consumes(typeof(EmergencyStopBody), "application/json")]
    [ProducesResponseType<EmergencyStopState>(StatusCodes.Status200OK, Description = "Where it stands now.")]
    public Task<IResult> EmergencyStopSet(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/emergency-stop")] HttpRequest request,
        CancellationToken cancellation) => SwitchAsync(request, true, cancellation);

    /// <summary>DELETE api/emergency-stop with a reason: orders are allowed again.</summary>
    [Function(nameof(EmergencyStopRelease))]
    [Consumes(typeof(EmergencyStopBody), "application/json")]
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

    Task<IResult> SwitchAsync(HttpRequest request, bool active, CancellationToken cancellation) => Problem.CatchAsync(async () =>
    {
        var body = await RequestJson.ReadAsync<EmergencyStopBody>(request, cancellation);
        var state = await stop.SwitchAsync(active, Reasons.Check(body.Reason), cancellation);
        await SwitchAlerts.TellAsync(alerts, "emergency-stop", Set, state.Active, state.Switches, state.Reason, cancellation);
        return Answer(state);
    });

    static IResult Answer(EmergencyStopState state) => Results.Json(state, StoreJson.Options);
}
