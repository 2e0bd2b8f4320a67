using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Orchestrations;

/// <summary>
/// Shows orchestrations of every kind. Histories come from the Durable HTTP management API, which both heads serve; this adds
/// what it does not have: filters by operation and by text, and the newest first.
/// </summary>
/// <param name="pages">In which order they come.</param>
/// <param name="waits">Which events they wait for.</param>
public sealed class OrchestrationTriggers(IOrchestrationPages pages, IOrchestrationWaits waits)
{
    // A filter that nothing fits would read everything for one page.
    const int MostScanned = 5_000;

    /// <summary>
    /// GET api/orchestrations: a page of instances, the newest first on the embedded engine. The query takes status (several
    /// with commas), operation, text, from, to, prefix, top (50, at most 500) and token. With a filter by operation or text a
    /// page may be short, or empty, and still have a next one.
    /// </summary>
    [Function(nameof(OrchestrationList))]
    [Query("from", "Only instances created at this time or later, such as 2026-01-31T08:00:00Z.")]
    [Query("operation", "Only orchestrators whose name contains this.")]
    [Query("prefix", "Only ids that start with this.")]
    [Query("status", "Only these, with commas: Running, Pending, Suspended, Completed, Failed, Terminated.")]
    [Query("text", "Only instances whose input or output contains this.")]
    [Query("to", "Only instances created before or at this time.")]
    [Query("token", "The next of the page before.")]
    [Query("top", "How many, 1 to 500; 50 when left out.")]
    [ProducesResponseType<OrchestrationPage>(StatusCodes.Status200OK, Description = "The page.")]
    public Task<IResult> OrchestrationList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orchestrations")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var filter = OrchestrationFilter.Read(request.Query);
            return Results.Json(await ListAsync(client, filter, cancellation), StoreJson.Options);
        });

    /// <summary>
    /// GET api/orchestrations/{id}: an instance with input, output and failure, and the external events it waits for;
    /// 404 ORC-ORCH-001.
    /// </summary>
    [Function(nameof(OrchestrationGet))]
    [ProducesResponseType<OrchestrationAnswer>(StatusCodes.Status200OK, Description = "The instance.")]
    public Task<IResult> OrchestrationGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orchestrations/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var found = await FindAsync(client, id, cancellation);
            return Results.Json(
                new OrchestrationAnswer(
                    LineOf(found),
                    Payload(found.SerializedInput),
                    Payload(found.SerializedOutput),
                    Payload(found.SerializedCustomStatus),
                    FailureOf(found.FailureDetails),
                    found.IsCompleted
                        ? null
                        : EventWaits.Of(found.SerializedCustomStatus, await waits.OfAsync(found.InstanceId, cancellation))),
                StoreJson.Options);
        });

    /// <summary>The instance with its input and output.</summary>
    /// <exception cref="ProblemException">ORC-ORCH-001: there is none.</exception>
    internal static async Task<OrchestrationMetadata> FindAsync(
        DurableTaskClient client, string id, CancellationToken cancellation) =>
        await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellation)
        ?? throw new ProblemException(
            StatusCodes.Status404NotFound, OrchestrationCodes.Unknown, $"There is no orchestration '{id}'; it may have been purged.");

    async Task<OrchestrationPage> ListAsync(
        DurableTaskClient client, OrchestrationFilter filter, CancellationToken cancellation)
    {
        var fits = new List<OrchestrationLine>();
        var scanned = 0;
        string? next = null;
        try
        {
            await foreach (var page in pages.Of(client, filter.ToQuery()).AsPages(filter.Token, filter.Top)
                .WithCancellation(cancellation))
            {
                scanned += page.Values.Count;
                fits.AddRange(page.Values.Where(filter.Fits).Select(LineOf));
                next = page.ContinuationToken;
                if (next is null || fits.Count >= filter.Top || scanned >= MostScanned)
                    break;
            }
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException)
        {
            throw new ProblemException(
                StatusCodes.Status400BadRequest, OrchestrationCodes.BadFilter, $"The filter token is none: {refused.Message}");
        }
        return new OrchestrationPage(fits, next, scanned);
    }

    static OrchestrationLine LineOf(OrchestrationMetadata instance) => new(
        instance.InstanceId, instance.Name, instance.RuntimeStatus.ToString(), instance.CreatedAt, instance.LastUpdatedAt,
        instance.Tags is { Count: > 0 } tags ? tags : null);

    static OrchestrationFailure? FailureOf(TaskFailureDetails? failure) =>
        failure is null ? null : new(failure.ErrorType, failure.ErrorMessage, FailureOf(failure.InnerFailure));

    // JSON as it is; anything else as text.
    internal static JsonNode? Payload(string? data)
    {
        if (data is null)
            return null;
        try
        {
            return JsonNode.Parse(data);
        }
        catch (JsonException)
        {
            return JsonValue.Create(data);
        }
    }
}
