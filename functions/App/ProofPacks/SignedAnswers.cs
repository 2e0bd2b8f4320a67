using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrations.App.Keys;
using Orchestrations.App.Storage;
using Orchestrations.App.Tenants;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Signatures;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// Answers of the proof-pack endpoints. All JSON is canonical (RFC 8785), all carry Content-Digest (RFC 9530); to a tenant they
/// carry its HMAC signature, and, where the request has <c>Accept-Signature</c>, an HTTP message signature (RFC 9421) by the
/// pack key, bound to the request's method and path, which a third can check.
/// </summary>
/// <param name="keys">Sign.</param>
/// <param name="time">Stamps signatures.</param>
public sealed class SignedAnswers(ISigningKeys keys, TimeProvider time)
{
    const string Json = "application/json";

    /// <summary>Answers with an object as canonical JSON.</summary>
    internal Task<IResult> JsonAsync<T>(
        HttpRequest request, Tenant? tenant, T body, int status, CancellationToken cancellation, params (string, string)[] headers) =>
        BytesAsync(request, tenant, Canonical(body), Json, status, cancellation, headers);

    /// <summary>Answers with a text.</summary>
    internal Task<IResult> TextAsync(HttpRequest request, Tenant? tenant, string body, CancellationToken cancellation) =>
        BytesAsync(request, tenant, Encoding.UTF8.GetBytes(body), "text/plain; charset=utf-8", StatusCodes.Status200OK, cancellation);

    /// <summary>Answers with bytes.</summary>
    internal async Task<IResult> BytesAsync(
        HttpRequest request, Tenant? tenant, byte[] body, string contentType, int status, CancellationToken cancellation,
        params (string, string)[] headers)
    {
        var now = time.GetUtcNow();
        var digest = HttpSignature.ContentDigest(body);
        List<(string, string)> all = [.. headers, ("Content-Digest", digest)];
        if (tenant is not null || request.Headers.ContainsKey("Accept-Signature"))
        {
            var ring = await keys.GetAsync(cancellation);
            if (tenant is not null)
                all.AddRange(HmacHeaders(ring.Response, tenant, now, body));
            if (request.Headers.ContainsKey("Accept-Signature"))
                all.AddRange(HttpHeaders(ring.Pack, request, now, status, contentType, digest));
        }
        return new SignedResult(body, contentType, status, all);
    }

    /// <summary>An object as canonical JSON. Numbers of answers are small and whole, so none is changed by it.</summary>
    internal static byte[] Canonical<T>(T body) => CanonicalBytes.Of(Encoding.UTF8.GetBytes(StoreJson.Write(body)), JsonLimits.Pack);

    static (string, string)[] HmacHeaders(ResponseKey key, Tenant tenant, DateTimeOffset now, byte[] body)
    {
        var signature = HmacSignature.Sign(key.SecretOf(tenant.Name), key.Id, now, body);
        return
        [
            ("X-Signature", signature.Signature!), ("X-Signature-Alg", signature.Algorithm!),
            ("X-Signature-KeyId", signature.KeyId!), ("X-Signature-Timestamp", signature.Timestamp!),
        ];
    }

    static (string, string)[] HttpHeaders(
        PackKey key, HttpRequest request, DateTimeOffset now, int status, string contentType, string digest)
    {
        (string Identifier, string Value)[] components =
        [
            ("\"@status\"", status.ToString(CultureInfo.InvariantCulture)),
            ("\"content-digest\"", digest),
            ("\"content-type\"", contentType),
            ("\"@method\";req", request.Method),
            ("\"@path\";req", request.Path.Value ?? "/"),
        ];
        var parameters = HttpSignature.Parameters(components.Select(c => c.Identifier), now, key.Id, "ecdsa-p256-sha256");
        var signature = Convert.ToBase64String(key.SignData(HttpSignature.Base(components, parameters)));
        return
        [
            ("Signature-Input", $"{HttpSignature.Label}={parameters}"),
            ("Signature", $"{HttpSignature.Label}=:{signature}:"),
        ];
    }
}
