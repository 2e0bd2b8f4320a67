using System.Net;
using Microsoft.AspNetCore.Http;
using Orchestrations.App.Tenants;
using Orchestrations.Domain;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// Which tenant a request comes from: by its API key, as <c>X-Api-Key</c> or as a bearer token. Without a key there is none,
/// except on the machine itself where the head says so: there, <c>X-Tenant</c> may name another one, such as operations.
/// </summary>
/// <param name="tenants">The tenants.</param>
/// <param name="settings">The tenant of callers on this machine.</param>
public sealed class TenantGate(TenantRepository tenants, ProofPackSettings settings)
{
    /// <summary>The header that carries the API key.</summary>
    public const string Header = "X-Api-Key";

    // Whoever is on the machine could make a key for any tenant; a page of another site can neither send this nor read the answer.
    const string NameHeader = "X-Tenant";

    const string Bearer = "Bearer ";

    /// <summary>The tenant.</summary>
    /// <exception cref="DomainException">ORC-PACK-009: no key, or none that is known.</exception>
    public async Task<Tenant> RequireAsync(HttpRequest request, CancellationToken cancellation) =>
        await FindAsync(request, cancellation) ?? throw Refused($"Send your API key in the header {Header}, or as a bearer token.");

    /// <summary>The tenant, or null where the request names none.</summary>
    /// <exception cref="DomainException">ORC-PACK-009: it carries a key that is not known.</exception>
    public async Task<Tenant?> FindAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (KeyOf(request) is { } key)
            return await tenants.AuthenticateAsync(key, cancellation) ?? throw Refused("The API key is not known.");
        if (settings.OpenTenant.Length == 0 || !IsLocal(request))
            return null;
        var name = request.Headers[NameHeader].ToString();
        return name.Length == 0 || name == settings.OpenTenant
            ? await tenants.EnsureAsync(settings.OpenTenant, cancellation)
            : await tenants.FindAsync(name, cancellation) ?? throw Refused($"{NameHeader} names no tenant.");
    }

    static string? KeyOf(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var key) ? key.ToString()
        : request.Headers.Authorization.ToString() is var value && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? value[Bearer.Length..].Trim()
            : null;

    // By name as well: a foreign page can have its own name resolve to this machine, and its reader's browser call from here.
    static bool IsLocal(HttpRequest request) =>
        IsLoopback(request.HttpContext.Connection.RemoteIpAddress) && IsLoopback(request.HttpContext.Connection.LocalIpAddress)
        && (string.Equals(request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var named) && IsLoopback(named)));

    static bool IsLoopback(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);

    static DomainException Refused(string problem) => new(PackCodes.NoTenant, problem);
}
