using Microsoft.AspNetCore.Http;

namespace Orchestrations.App.ProofPacks;

/// <summary>An answer whose bytes are fixed before its headers are made, because the headers sign them.</summary>
/// <param name="Body">The bytes as they are sent.</param>
/// <param name="ContentType">Their media type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Names and values.</param>
sealed record SignedResult(byte[] Body, string ContentType, int Status, IReadOnlyList<(string Name, string Value)> Headers) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        // Evidence must not linger in caches that its tenant does not know of.
        response.Headers.CacheControl = "private, no-store";
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
