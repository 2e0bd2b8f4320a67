using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Tasks;

namespace Orchestrations.Engine.Http;

/// <summary>Durable entities over HTTP: what there is, what one holds, and signals.</summary>
sealed class EntityApi(DurableTaskClient client, TaskTable tasks)
{
    const string ContinuationHeader = "x-ms-continuation-token";
    const int LargestPage = 1000;
    const string EmptyKey = "$";
    const string Delete = "delete";

    /// <summary>A page of entities, of all names or of one. Their states only with <c>fetchState=true</c>.</summary>
    public async Task ListAsync(HttpContext context)
    {
        var request = context.Request;
        var fetchState = request.Flag("fetchState") ?? false;
        var size = Math.Min(request.Count("top") ?? EntityQuery.DefaultPageSize, LargestPage);
        var token = request.Headers[ContinuationHeader].ToString() is { Length: > 0 } given ? given : null;
        var query = new EntityQuery
        {
            InstanceIdStartsWith = context.GetRouteValue("entityName") is string name ? new EntityInstanceId(name, "").ToString() : null,
            LastModifiedFrom = request.Time("lastOperationTimeFrom"),
            LastModifiedTo = request.Time("lastOperationTimeTo"),
            IncludeState = fetchState,
        };

        Page<EntityMetadata>? page = null;
        await foreach (var first in Entities().GetAllEntitiesAsync(query).AsPages(token, size).WithCancellation(context.RequestAborted))
        {
            page = first;
            break;
        }

        context.Response.Headers[ContinuationHeader] = page?.ContinuationToken ?? "";
        await WriteJsonAsync(context, new JsonArray([.. (page?.Values ?? []).Select(Json)]).ToJsonString());
    }

    /// <summary>The bare state of one entity.</summary>
    public async Task StateAsync(HttpContext context)
    {
        var id = In(context);
        var entity = await Entities().GetEntityAsync(id, includeState: true, context.RequestAborted);
        if (entity is not { IncludesState: true })
            throw new RequestRefusedException(StatusCodes.Status404NotFound, HostErrors.UnknownEntity, $"There is no entity '{id}'.");
        await WriteJsonAsync(context, entity.State.Value);
    }

    /// <summary>Signals an operation: a JSON body is its input as it is, any other body as text.</summary>
    public async Task SignalAsync(HttpContext context)
    {
        var id = Known(In(context));
        var operation = context.Request.Text("op") ?? throw new RequestRefusedException(
            StatusCodes.Status400BadRequest, HostErrors.BadArgument, "Name the operation: ?op=NAME.");
        object? input = context.Request.HasJsonContentType()
            ? await RequestJson.ReadAnyAsync(context.Request)
            : await TextAsync(context.Request);
        await Entities().SignalEntityAsync(id, operation, input, options: null, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    /// <summary>Signals the operation <c>delete</c>.</summary>
    public async Task DeleteAsync(HttpContext context)
    {
        await Entities().SignalEntityAsync(Known(In(context)), Delete, input: null, options: null, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    DurableEntityClient Entities()
    {
        try
        {
            return client.Entities;
        }
        catch (NotSupportedException)
        {
            throw new RequestRefusedException(
                StatusCodes.Status501NotImplemented, HostErrors.NotSupported, "This host has no durable entities.");
        }
    }

    EntityInstanceId Known(EntityInstanceId id) => tasks.FindEntity(id.Name) is not null
        ? id
        : throw new RequestRefusedException(
            StatusCodes.Status400BadRequest, HostErrors.UnknownEntity, $"This app has no entity named '{id.Name}'.");

    static EntityInstanceId In(HttpContext context)
    {
        var key = (string)context.GetRouteValue("entityKey")!;
        return new EntityInstanceId((string)context.GetRouteValue("entityName")!, key == EmptyKey ? "" : key);
    }

    static JsonObject Json(EntityMetadata entity)
    {
        var json = new JsonObject
        {
            ["entityId"] = new JsonObject { ["name"] = entity.Id.Name, ["key"] = entity.Id.Key },
            ["lastOperationTime"] = entity.LastModifiedTime.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        };
        if (entity.IncludesState)
            json["state"] = InstanceJson.Payload(entity.State.Value);
        return json;
    }

    static async Task<string?> TextAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted) is { Length: > 0 } text ? text : null;
    }

    static async Task WriteJsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(json, context.RequestAborted);
    }
}
