using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Problems;

/// <summary>
/// Reads JSON bodies strictly: at most 64 KB, no unknown and no repeated field, every required field there. A field that is
/// misspelt is an error, never a default.
/// </summary>
public static class RequestJson
{
    /// <summary>The largest body: 64 KB.</summary>
    public const int LargestBody = 64 * 1024;

    /// <summary>Code of a body that is no JSON, or not of the form asked for.</summary>
    public const string Malformed = "ORC-HTTP-001";

    /// <summary>Code of a body that is too large.</summary>
    public const string TooLarge = "ORC-HTTP-002";

    /// <summary>Code of a body with a field nobody asked for.</summary>
    public const string UnknownField = "ORC-HTTP-003";

    static readonly JsonSerializerOptions options = new(StoreJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 16,
    };

    /// <summary>Reads a body.</summary>
    /// <exception cref="ProblemException">ORC-HTTP-001, -002 or -003.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
    {
        return Read<T>(await ReadBytesAsync(request, LargestBody, cancellation));
    }

    /// <summary>Reads JSON that came some other way, with the same strictness.</summary>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="ProblemException">ORC-HTTP-001, -002 or -003.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json)
    {
        if (json.Length > LargestBody)
            throw TooLargeBody(LargestBody);
        try
        {
            return JsonSerializer.Deserialize<T>(json, options)
                ?? throw new ProblemException(
                    StatusCodes.Status400BadRequest, Malformed, "The body is null; send a JSON object.");
        }
        // The message of the serializer is the only mark of an unmapped member.
        catch (JsonException e) when (e.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            throw new ProblemException(
                StatusCodes.Status400BadRequest, UnknownField, $"The body has an unknown field: {Sentence(e)}");
        }
        catch (JsonException e)
        {
            throw new ProblemException(
                StatusCodes.Status400BadRequest, Malformed, $"The body is not the JSON asked for: {Sentence(e)}");
        }
    }

    /// <summary>Reads a body as it is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="largest">The most bytes.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ProblemException">ORC-HTTP-002: it is larger.</exception>
    public static async Task<byte[]> ReadBytesAsync(HttpRequest request, int largest, CancellationToken cancellation)
    {
        if (request.ContentLength > largest)
            throw TooLargeBody(largest);
        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            body.Write(buffer, 0, read);
            // The length may not have been stated.
            if (body.Length > largest)
                throw TooLargeBody(largest);
        }
        return body.ToArray();
    }

    static ProblemException TooLargeBody(int largest) =>
        new(StatusCodes.Status413PayloadTooLarge, TooLarge, $"The body is larger than {largest} bytes.");

    // Type names of this program mean nothing to a caller.
    static string Sentence(JsonException e)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(e.Message, @"'?Orchestrations\.[\w.+`]*'?", "the body");
        return text.Length <= 400 ? text : text[..400];
    }
}
