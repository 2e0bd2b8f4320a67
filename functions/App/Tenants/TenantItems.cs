namespace Orchestrations.App.Tenants;

/// <summary>A tenant as stored under its name.</summary>
/// <param name="Name">1 to 30 characters of a-z, 0-9 and hyphen.</param>
/// <param name="CreatedAt">When, UTC.</param>
/// <param name="Seed">Base64 of 32 random bytes; ids and pseudonyms of the tenant derive from it, so nobody else can guess them.</param>
/// <param name="RetentionDays">After how many days the content of packs is erased; null for the setting's.</param>
/// <param name="Keys">Its API keys, by their hashes.</param>
sealed record TenantItem(string Name, DateTimeOffset CreatedAt, string Seed, int? RetentionDays, IReadOnlyList<TenantKeyItem> Keys)
{
    public Tenant ToTenant() => new(Name, Convert.FromBase64String(Seed), RetentionDays);

    public override string ToString() => Name;
}

/// <summary>An API key: only its hash is kept, which suffices for a key of 256 random bits.</summary>
/// <param name="Id">Names it in listings: the first eight characters of its hash.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="CreatedAt">When, UTC.</param>
sealed record TenantKeyItem(string Id, string Sha256, DateTimeOffset CreatedAt);
