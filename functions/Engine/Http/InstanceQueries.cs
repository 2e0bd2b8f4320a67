using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Http;

/// <summary>Answers what instances there are and how they stand.</summary>
sealed class InstanceQueries(DurableTaskClient client, IHistoryReader histories)
{
    const string ContinuationHeader = "x-ms-continuation-token";
    const int LargestPage = 1000;
    const string RetryAfterSeconds = "5";

    public async Task ListAsync(HttpContext context)
    {
        var request = context.Request;
        var size = Math.Min(request.Count("top") ?? OrchestrationQuery.DefaultPageSize, LargestPage);
        var token = request.Headers[ContinuationHeader].ToString() is { Length: > 0 } given ? given : null;
        var showInput = request.Flag("showInput") ?? true;
        var query = new OrchestrationQuery(
            request.Time("createdTimeFrom"),
            request.Time("createdTimeTo"),
            request.Statuses("runtimeStatus"),
            TaskHubNames: null,
            request.Text("instanceIdPrefix"),
            size,
            FetchInputsAndOutputs: true,
            token);

        Page<OrchestrationMetadata>? page = null;
        var pages = client.GetAllInstancesAsync(query).AsPages(token, size);
        await foreach (var first in pages.WithCancellation(context.RequestAborted))
        {
            page = first;
            break;
        }
        context.Response.Headers[ContinuationHeader] = page?.ContinuationToken ?? "";
        var instances = new JsonArray([.. (page?.Values ?? []).Select(instance => InstanceJson.Of(instance, showInput))]);
        await WriteJsonAsync(context, instances);
    }

    public async Task StatusAsync(HttpContext context)
        => await WriteStatusAsync(context, await InstanceIds.FindAsync(context, client, withPayloads: true));

    /// <summary>The status as the query wants it: 202 while it lives, 200 afterwards, 500 for a failure if asked for.</summary>
    public async Task WriteStatusAsync(HttpContext context, OrchestrationMetadata instance)
    {
        var request = context.Request;
        var showInput = request.Flag("showInput") ?? true;
        var showHistory = request.Flag("showHistory") ?? false;
        var showOutput = request.Flag("showHistoryOutput") ?? false;
        var failureIs500 = request.Flag("returnInternalServerErrorOnFailure") ?? false;

        var status = InstanceJson.Of(instance, showInput);
        if (showHistory && instance.RuntimeStatus is not OrchestrationRuntimeStatus.Pending
            && await histories.ReadHistoryAsync(instance.InstanceId, context.RequestAborted) is { } history)
            status["historyEvents"] = HistoryJson.Of(history, showInput, showOutput);

        if (!InstanceIds.HasEnded(instance.RuntimeStatus))
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            context.Response.Headers.Location = request.GetEncodedUrl();
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }
        else if (failureIs500 && instance.RuntimeStatus is OrchestrationRuntimeStatus.Failed)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        await WriteJsonAsync(context, status);
    }

    /// <summary>The bare output of a completed instance.</summary>
    public Task WriteOutputAsync(HttpContext context, OrchestrationMetadata instance)
        => WriteJsonAsync(context, InstanceJson.Payload(instance.SerializedOutput));

    static async Task WriteJsonAsync(HttpContext context, JsonNode? json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(json?.ToJsonString() ?? "null", context.RequestAborted);
    }
}
