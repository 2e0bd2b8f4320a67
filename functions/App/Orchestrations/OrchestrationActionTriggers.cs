using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Audit;
using Orchestrations.App.Problems;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Orchestrations;

/// <summary>
/// Steers orchestrations: event, suspend, resume, terminate, restart, rewind, purge. Every action needs a reason and is in the
/// audit log before it is done.
/// </summary>
/// <param name="audit">Where every action is recorded.</param>
/// <param name="time">Stamps the records.</param>
public sealed class OrchestrationActionTriggers(AuditRepository audit, TimeProvider time)
{
    const int LongestEventName = 100;

    /// <summary>POST api/orchestrations/{id}/{action} with a reason: 202; 404 ORC-ORCH-001, 409 ORC-ORCH-002.</summary>
    [Function(nameof(OrchestrationAct))]
    [Consumes(typeof(OrchestrationActionBody), "application/json")]
    [ProducesResponseType<OrchestrationActionAnswer>(StatusCodes.Status202Accepted, Description = "It is done, or will be in the next turn.")]
    public Task<IResult> OrchestrationAct(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/orchestrations/{id}/{action}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        string action,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            if (!Enum.TryParse<OrchestrationAction>(action, ignoreCase: true, out var what) || !Enum.IsDefined(what))
                throw new ProblemException(
                    StatusCodes.Status404NotFound,
                    OrchestrationCodes.UnknownAction,
                    $"'{action}' is no action: use event, suspend, resume, terminate, restart, rewind or purge.");
            var body = await RequestJson.ReadAsync<OrchestrationActionBody>(request, cancellation);
            Check(what, body);
            var reason = Reasons.Check(body.Reason);
            var found = await OrchestrationTriggers.FindAsync(client, id, cancellation);
            if (!Allows(found, what))
                throw Wrong(id, found.RuntimeStatus, what);
            await RecordAsync(id, what, reason, body, cancellation);
            var target = await ActAsync(client, id, what, reason, body, cancellation);
            return Results.Json(
                new OrchestrationActionAnswer(target, Name(what)), StoreJson.Options, statusCode: StatusCodes.Status202Accepted);
        });

    static void Check(OrchestrationAction action, OrchestrationActionBody body)
    {
        if (action == OrchestrationAction.Event && (body.EventName ?? "").Trim().Length is 0 or > LongestEventName)
            throw new ProblemException(
                StatusCodes.Status400BadRequest,
                OrchestrationCodes.NoEventName,
                $"The event's name is missing or too long: use 1 to {LongestEventName} characters.");
    }

    static bool Allows(OrchestrationMetadata instance, OrchestrationAction action) => action switch
    {
        OrchestrationAction.Rewind => instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed,
        OrchestrationAction.Restart or OrchestrationAction.Purge => instance.IsCompleted,
        OrchestrationAction.Suspend => !instance.IsCompleted && instance.RuntimeStatus != OrchestrationRuntimeStatus.Suspended,
        OrchestrationAction.Resume => instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended,
        _ => !instance.IsCompleted,
    };

    Task RecordAsync(
        string id, OrchestrationAction action, string reason, OrchestrationActionBody body, CancellationToken cancellation)
    {
        var at = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture);
        var record = new OrchestrationActionRecord(Name(action), reason, body.EventName, body.Recursive, body.NewId);
        return audit.AppendAsync($"{id}-{Name(action)}-{at}", "orchestration-action", id, record, cancellation);
    }

    static async Task<string> ActAsync(
        DurableTaskClient client,
        string id,
        OrchestrationAction action,
        string reason,
        OrchestrationActionBody body,
        CancellationToken cancellation)
    {
        try
        {
            switch (action)
            {
                case OrchestrationAction.Event:
                    await client.RaiseEventAsync(id, body.EventName!.Trim(), body.EventData, cancellation);
                    break;
                case OrchestrationAction.Suspend:
                    await client.SuspendInstanceAsync(id, reason, cancellation);
                    break;
                case OrchestrationAction.Resume:
                    await client.ResumeInstanceAsync(id, reason, cancellation);
                    break;
                case OrchestrationAction.Terminate:
                    await client.TerminateInstanceAsync(id, new TerminateInstanceOptions(reason, body.Recursive), cancellation);
                    break;
                case OrchestrationAction.Restart:
                    return await client.RestartAsync(id, body.NewId, cancellation);
                case OrchestrationAction.Rewind:
                    await client.RewindInstanceAsync(id, reason, cancellation);
                    break;
                case OrchestrationAction.Purge:
                    await client.PurgeInstanceAsync(id, new PurgeInstanceOptions(body.Recursive), cancellation);
                    break;
            }
            return id;
        }
        // The instance changed between the look and the action.
        catch (InvalidOperationException refused)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, OrchestrationCodes.WrongState, refused.Message);
        }
    }

    static string Name(OrchestrationAction action) => action.ToString().ToLowerInvariant();

    static ProblemException Wrong(string id, OrchestrationRuntimeStatus status, OrchestrationAction action) => new(
        StatusCodes.Status409Conflict,
        OrchestrationCodes.WrongState,
        $"The orchestration '{id}' is {status}, which does not allow {Name(action)}.");
}

/// <summary>What can be done to an instance.</summary>
enum OrchestrationAction
{
    /// <summary>Raises an event it may wait for.</summary>
    Event,

    /// <summary>Stops its turns until it is resumed.</summary>
    Suspend,

    /// <summary>Lets a suspended one go on.</summary>
    Resume,

    /// <summary>Ends it now.</summary>
    Terminate,

    /// <summary>Runs an ended one again from the start, with the same input.</summary>
    Restart,

    /// <summary>Lets a failed one go on from where it failed.</summary>
    Rewind,

    /// <summary>Deletes an ended one with its history.</summary>
    Purge,
}

/// <summary>The audit record of an action.</summary>
sealed record OrchestrationActionRecord(string Action, string Reason, string? EventName, bool Recursive, bool NewId);
