using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Orchestrations.TestKit;

/// <summary>
/// A Key Vault on loopback: HTTPS with a certificate of its own, the bearer challenge, and the secrets part of the REST
/// interface (list versions in pages, get a version), with the troubles that a test wants.
/// </summary>
public sealed class KeyVaultStandIn : IAsyncDisposable
{
    const int PageSize = 2;

    readonly WebApplication server;
    readonly X509Certificate2 certificate;
    readonly ConcurrentQueue<string> requests = new();
    readonly Lock gate = new();
    readonly List<Version> versions = [];
    string? token;
    int throttles;
    int retryAfter;

    KeyVaultStandIn()
    {
        certificate = NewCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        server = builder.Build();
        server.Run(AnswerAsync);
    }

    /// <summary>The vault's address.</summary>
    public Uri Address => new UriBuilder(server.Urls.First()) { Host = "localhost" }.Uri;

    /// <summary>Method, path and status of every request so far.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>True to answer nothing but 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>Starts an empty vault.</summary>
    public static async Task<KeyVaultStandIn> StartAsync()
    {
        var vault = new KeyVaultStandIn();
        await vault.server.StartAsync();
        return vault;
    }

    /// <summary>Adds a version of a secret.</summary>
    /// <returns>The version's id.</returns>
    public string Set(string name, string value, DateTimeOffset created, DateTimeOffset? notBefore = null, DateTimeOffset? expires = null)
    {
        lock (gate)
        {
            var id = (versions.Count + 1).ToString("x32", CultureInfo.InvariantCulture);
            versions.Add(new Version(name, id, value, created, notBefore, expires));
            return id;
        }
    }

    /// <summary>Disables a version.</summary>
    public void Disable(string id)
    {
        lock (gate)
            versions.Single(v => v.Id == id).Enabled = false;
    }

    /// <summary>Answers some of the next requests 429.</summary>
    public void Throttle(int times, int retryAfterSeconds)
    {
        lock (gate)
            (throttles, retryAfter) = (times, retryAfterSeconds);
    }

    /// <summary>A handler that trusts this vault's certificate, and no other.</summary>
    public HttpMessageHandler Handler() => new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, given, _, _) =>
            given is not null && given.GetCertHashString() == certificate.GetCertHashString() },
    };

    /// <summary>The token that the identity service of this stand-in would hand out.</summary>
    public string IssueToken() => token = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        certificate.Dispose();
    }

    async Task AnswerAsync(HttpContext context)
    {
        var status = await WriteAsync(context);
        requests.Enqueue($"{context.Request.Method} {context.Request.Path} {status}");
    }

    async Task<int> WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (IsDown)
            return response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        lock (gate)
            if (throttles > 0)
            {
                throttles--;
                response.Headers.RetryAfter = retryAfter.ToString(CultureInfo.InvariantCulture);
                return response.StatusCode = StatusCodes.Status429TooManyRequests;
            }
        if (token is null || context.Request.Headers.Authorization != "Bearer " + token)
        {
            response.Headers.WWWAuthenticate =
                $"Bearer authorization=\"https://localhost/11111111-1111-1111-1111-111111111111\", resource=\"https://{Address.Authority}\"";
            return response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        if (!context.Request.Query.ContainsKey("api-version"))
            return response.StatusCode = StatusCodes.Status400BadRequest;
        if (Find(context) is not { } body)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            body = new { error = new { code = "SecretNotFound", message = "A secret with this name or version was not found." } };
        }
        await response.WriteAsJsonAsync(body, JsonSerializerOptions.Web);
        return response.StatusCode;
    }

    object? Find(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/').Split('/');
        lock (gate)
        {
            var named = versions.Where(v => path.Length >= 2 && v.Name == path[1]).ToList();
            if (named.Count == 0 || path[0] != "secrets")
                return null;
            if (path is [_, _, "versions"])
                return Page(named, int.Parse(context.Request.Query["$skiptoken"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture));
            var one = path.Length == 3 ? named.Find(v => v.Id == path[2]) : named.FindLast(v => v.Enabled);
            return one is not { Enabled: true } ? null : new { value = one.Value, id = IdOf(one), attributes = AttributesOf(one) };
        }
    }

    object Page(List<Version> named, int skip) => new
    {
        value = named.Skip(skip).Take(PageSize).Select(v => new { id = IdOf(v), attributes = AttributesOf(v) }),
        nextLink = skip + PageSize < named.Count
            ? $"{Address}secrets/{named[0].Name}/versions?api-version=7.5&$skiptoken={skip + PageSize}" : null,
    };

    string IdOf(Version v) => $"{Address}secrets/{v.Name}/{v.Id}";

    static object AttributesOf(Version v) => new
    {
        enabled = v.Enabled,
        created = v.Created.ToUnixTimeSeconds(),
        updated = v.Created.ToUnixTimeSeconds(),
        nbf = v.NotBefore?.ToUnixTimeSeconds(),
        exp = v.Expires?.ToUnixTimeSeconds(),
    };

    static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = WallClock.Instance.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    sealed record Version(
        string Name, string Id, string Value, DateTimeOffset Created, DateTimeOffset? NotBefore, DateTimeOffset? Expires)
    {
        public bool Enabled { get; set; } = true;
    }
}
