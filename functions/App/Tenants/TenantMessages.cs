namespace Orchestrations.App.Tenants;

/// <summary>The body of <c>POST api/tenants</c>.</summary>
/// <param name="Name">1 to 30 characters of a-z, 0-9 and hyphen.</param>
/// <param name="RetentionDays">After how many days the content of packs is erased, 1 to 36500; the setting's when left out.</param>
public sealed record TenantBody(string Name, int? RetentionDays = null);

/// <summary>A tenant: the answer of <c>POST api/tenants</c> and of <c>GET api/tenants</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RetentionDays">After how many days the content of packs is erased; null for the setting's.</param>
/// <param name="Keys">The ids of its API keys.</param>
/// <param name="ApiKey">A new API key, shown this once.</param>
/// <param name="ResponseSecrets">What the tenant checks answers with, Base64 by key id; only when asked for.</param>
public sealed record TenantAnswer(
    string Name, int? RetentionDays, IReadOnlyList<string> Keys, string? ApiKey = null,
    IReadOnlyDictionary<string, string>? ResponseSecrets = null);

/// <summary>The answer of <c>GET api/tenants</c>.</summary>
/// <param name="Tenants">By name.</param>
public sealed record TenantsAnswer(IReadOnlyList<TenantAnswer> Tenants);
