using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Problems;

namespace Orchestrations.App.Portal;

/// <summary>
/// Serves the portal: the same pages on both heads. They hold no data; what they show, they ask the HTTP API for, with the
/// reader's key where the host wants one.
/// </summary>
/// <param name="files">The pages.</param>
public sealed class PortalTriggers(PortalFiles files)
{
    /// <summary>Code of a portal that was not built.</summary>
    public const string NotBuilt = "ORC-PORTAL-001";

    /// <summary>Code of a page that there is none of.</summary>
    public const string UnknownFile = "ORC-PORTAL-002";

    // Nothing from elsewhere, nothing inline, no frame around it: a script smuggled into a name that an exchange chose stays text.
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>GET portal and everything below: the files, and for the portal's own addresses, whatever is in them, its one page.</summary>
    [Function(nameof(PortalGet))]
    public IResult PortalGet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "portal/{*path}")] HttpRequest request, string? path)
    {
        if (!files.Built)
            return Problem.Of(
                StatusCodes.Status503ServiceUnavailable,
                NotBuilt,
                "The portal was not built into this program: install Node.js 20 or newer with npm, and build again.");
        var wanted = IsAddress(path) ? "index.html" : path!;
        if (files.Find(wanted) is not { } file)
            return Problem.Of(StatusCodes.Status404NotFound, UnknownFile, "The portal has no such file.");

        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.Vary = "Accept-Encoding";
        var compresses = request.Headers.AcceptEncoding.ToString().Split(',').Any(coding => coding.Trim() == "br");
        // Each form has a name of its own: a cache between must not give one for the other.
        var tag = compresses ? file.ETag[..^1] + "-br\"" : file.ETag;
        headers.ETag = tag;
        // Names under assets carry a digest of their content, so they never change.
        headers.CacheControl = wanted.StartsWith("assets/", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
        if (request.Headers.IfNoneMatch.Contains(tag))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        if (compresses)
            headers.ContentEncoding = "br";
        return Results.Bytes(compresses ? file.Compressed : file.Content, file.Type);
    }

    // Addresses begin with the name of a page, such as orchestrations; what follows may be any instance's id.
    static bool IsAddress(string? path) => path is not { Length: > 0 }
        || (path.Split('/')[0] is { Length: > 0 } page && page != "assets" && page.All(char.IsAsciiLetterLower));

    // An empty route is the function's name to the Functions host, and with "/" its worker answers no address at all: a part that
    // may be absent and has no letters is the root alone.
    /// <summary>GET /: to the portal.</summary>
    [Function(nameof(PortalRoot))]
    public IResult PortalRoot([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{root:maxlength(0)?}")] HttpRequest request) =>
        Results.Redirect("/portal/");
}
