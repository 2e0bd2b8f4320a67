using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrations.Domain;

namespace Orchestrations.App.Problems;

/// <summary>The header <c>Idempotency-Key</c>: a request that is repeated under its key is the same request.</summary>
static class IdempotencyKey
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Code of a key that is none.</summary>
    public const string Bad = "ORC-HTTP-010";

    /// <summary>Code of a key that was used for another request.</summary>
    public const string OtherRequest = "ORC-HTTP-011";

    const int Longest = 255;

    /// <summary>The key; null where there is none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="code">The code of a key that is none.</param>
    /// <exception cref="DomainException">It is not 1 to 255 printable ASCII characters.</exception>
    public static string? Read(HttpRequest request, string code = Bad)
    {
        if (!request.Headers.TryGetValue(Header, out var value))
            return null;
        var key = value.ToString();
        return key.Length is > 0 and <= Longest && key.All(c => c is >= ' ' and <= '~')
            ? key
            : throw new DomainException(code, $"{Header} must have 1 to {Longest} printable ASCII characters.");
    }

    /// <summary>The id under which a key of an endpoint is stored: keys may hold what ids may not.</summary>
    public static string IdOf(HttpRequest request, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path} {key}")));
}
