using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Orchestrations.App.Problems;

/// <summary>The header <c>If-Match</c> (RFC 9110, 13.1.1): a change that is meant for one version of what is changed.</summary>
static class Preconditions
{
    /// <summary>Code of a change of another version than the one that is there.</summary>
    public const string Failed = "ORC-HTTP-012";

    /// <summary>Code of a change that must name the version it is meant for.</summary>
    public const string Missing = "ORC-HTTP-013";

    /// <summary>A version as the header ETag shows it.</summary>
    public static string HeaderOf(string etag) => $"\"{VersionOf(etag)}\"";

    /// <summary>A version as people see it: without the quotes that some stores keep with it.</summary>
    public static string VersionOf(string etag) => etag.Trim('"');

    /// <summary>What checks a version against the request; it throws what refuses it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="required">True when the request must name a version.</param>
    /// <exception cref="ProblemException">ORC-HTTP-013: it names none. The check throws ORC-HTTP-012: it names another.</exception>
    public static Action<string> Of(HttpRequest request, bool required)
    {
        var named = request.Headers.IfMatch;
        if (named.Count == 0)
            return required
                ? throw new ProblemException(
                    StatusCodes.Status428PreconditionRequired, Missing,
                    "The change names no version: send If-Match with the ETag of the plan as you saw it.")
                : _ => { };
        // What cannot be read matches nothing, and neither does a weak tag.
        var tags = EntityTagHeaderValue.TryParseList(named, out var parsed) ? parsed : [];
        return etag =>
        {
            if (!tags.Any(tag => tag == EntityTagHeaderValue.Any || (!tag.IsWeak && tag.Tag == HeaderOf(etag))))
                throw new ProblemException(
                    StatusCodes.Status412PreconditionFailed, Failed,
                    $"It was changed meanwhile: its version is {HeaderOf(etag)}. Look at it again, and decide anew.");
        };
    }
}
