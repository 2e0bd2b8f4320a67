using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>Reads JSON bodies; what is wrong with one becomes a 400 that says where.</summary>
static class RequestJson
{
    /// <summary>A function's body. Refuses other media types, and null where there must be a value.</summary>
    public static async Task<object?> ReadAsync(HttpRequest request, Type type)
    {
        if (!request.HasJsonContentType())
            throw new RequestRefusedException(
                StatusCodes.Status415UnsupportedMediaType, HostErrors.NotJson, "Send the body as application/json.");
        var options = request.HttpContext.RequestServices.GetService<IOptions<JsonOptions>>()?.Value.SerializerOptions;
        try
        {
            return await JsonSerializer.DeserializeAsync(
                    request.Body, type, options ?? JsonSerializerOptions.Web, request.HttpContext.RequestAborted)
                ?? throw Bad($"The body is null where {type.Name} is needed.");
        }
        catch (JsonException failure)
        {
            throw Bad($"The body is no {type.Name}{At(failure)}.");
        }
    }

    /// <summary>Any JSON value, or null for an empty body.</summary>
    public static async Task<JsonElement?> ReadAnyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (body.Length == 0)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return document.RootElement.Clone();
        }
        catch (JsonException failure)
        {
            throw Bad($"The body is no valid JSON{At(failure)}.");
        }
    }

    static string At(JsonException failure)
        => (failure.Path is null or "$" ? "" : $" at {failure.Path}")
            + (failure.LineNumber is { } line ? $", line {line + 1}, column {failure.BytePositionInLine + 1}" : "");

    static RequestRefusedException Bad(string detail) => new(StatusCodes.Status400BadRequest, HostErrors.BadJson, detail);
}
