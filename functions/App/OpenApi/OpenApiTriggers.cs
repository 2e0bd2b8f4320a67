using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.App.OpenApi;

/// <summary>
/// Serves the description of the HTTP API. It is written from the functions themselves, by a test that also fails when the two
/// differ.
/// </summary>
public sealed class OpenApiTriggers
{
    static readonly Lazy<byte[]> document = new(Read);

    /// <summary>The document, UTF-8.</summary>
    internal static byte[] Document => document.Value;

    /// <summary>GET api/openapi.json: the whole HTTP API as OpenAPI 3.1.</summary>
    [Function(nameof(OpenApiGet))]
    [ProducesResponseType<object>(StatusCodes.Status200OK, Description = "The document.")]
    public IResult OpenApiGet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request) =>
        Results.Bytes(Document, "application/json");

    static byte[] Read()
    {
        using var resource = typeof(OpenApiTriggers).Assembly.GetManifestResourceStream("openapi.json")
            ?? throw new InvalidOperationException("The API's description is not in the program.");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
