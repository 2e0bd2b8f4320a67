using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Orchestrations.App.Storage;
using Orchestrations.Domain;

namespace Orchestrations.App.Tenants;

/// <summary>Tenants and their API keys, in the partition <c>proof-tenants</c>. A key is shown once, when it is made.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="time">Stamps what is made.</param>
public sealed class TenantRepository(IStore store, TimeProvider time)
{
    /// <summary>Code of a tenant that is there already.</summary>
    public const string Exists = "ORC-TENANT-001";

    /// <summary>Code of a tenant's name that is refused.</summary>
    public const string BadName = "ORC-TENANT-002";

    /// <summary>Code of a tenant that is not there.</summary>
    public const string Unknown = "ORC-TENANT-003";

    const string Partition = "proof-tenants";
    const int MostKeys = 10;

    // What keys are compared with where there is no tenant of the name, so that this takes the same work.
    static readonly byte[] nobody = SHA256.HashData("nobody"u8);

    /// <summary>A tenant, or null.</summary>
    public async Task<Tenant?> FindAsync(string name, CancellationToken cancellation = default) =>
        IsName(name) ? (await ReadAsync(name, cancellation)).Item?.ToTenant() : null;

    /// <summary>All tenants by name.</summary>
    public async IAsyncEnumerable<Tenant> ListAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var item in store.ListAsync(Partition, "", null, cancellation))
            yield return StoreJson.Read<TenantItem>(item).ToTenant();
    }

    /// <summary>The tenants that can be read: one that cannot keeps no other's packs from their retention.</summary>
    internal async IAsyncEnumerable<Tenant> ListReadableAsync(
        UnreadItems unread, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in store.ListAsync(Partition, "", null, cancellation))
            if (await unread.ReadAsync<TenantItem>(item, one => IsName(one.Name ?? "") && one.Keys is not null, cancellation) is { } tenant)
                yield return tenant.ToTenant();
    }

    /// <summary>The tenant that an API key is of, or null. Keys are compared by their hashes, in constant time.</summary>
    public async Task<Tenant?> AuthenticateAsync(string apiKey, CancellationToken cancellation = default)
    {
        var dot = apiKey.IndexOf('.', StringComparison.Ordinal);
        var name = dot > 0 && IsName(apiKey[..dot]) ? apiKey[..dot] : "-";
        var (tenant, _) = await ReadAsync(name, cancellation);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));
        var matches = false;
        foreach (var known in tenant?.Keys.Select(k => Convert.FromHexString(k.Sha256)) ?? [nobody])
            matches |= CryptographicOperations.FixedTimeEquals(known, hash);
        return matches ? tenant?.ToTenant() : null;
    }

    /// <summary>Makes a tenant with its first API key.</summary>
    /// <returns>The key, which is kept nowhere.</returns>
    /// <exception cref="DomainException">ORC-TENANT-001: there is one of the name. ORC-TENANT-002: no name for a tenant.</exception>
    public async Task<string> CreateAsync(string name, int? retentionDays = null, CancellationToken cancellation = default)
    {
        var (apiKey, item) = NewKey(Checked(name));
        return await CreateAsync(name, retentionDays, [item], cancellation)
            ? apiKey
            : throw new DomainException(Exists, $"There is a tenant '{name}' already; add a key to it, or choose another name.");
    }

    /// <summary>The tenant; made without an API key when it is not there.</summary>
    public async Task<Tenant> EnsureAsync(string name, CancellationToken cancellation = default)
    {
        while (true)
        {
            if (await FindAsync(Checked(name), cancellation) is { } found)
                return found;
            await CreateAsync(name, null, [], cancellation);
        }
    }

    /// <summary>Adds an API key; the others stay valid, so that callers can change over.</summary>
    /// <returns>The key, which is kept nowhere.</returns>
    /// <exception cref="DomainException">ORC-TENANT-003: no such tenant. ORC-TENANT-004: it has ten keys.</exception>
    public async Task<string> AddKeyAsync(string name, CancellationToken cancellation = default)
    {
        var (apiKey, item) = NewKey(name);
        await ChangeAsync(name, tenant => tenant.Keys.Count < MostKeys
            ? tenant with { Keys = [.. tenant.Keys, item] }
            : throw new DomainException(
                "ORC-TENANT-004", $"The tenant '{name}' has {MostKeys} keys; remove one that is not used."), cancellation);
        return apiKey;
    }

    /// <summary>Removes an API key by its id; false when there is none.</summary>
    /// <exception cref="DomainException">ORC-TENANT-003: no such tenant.</exception>
    public async Task<bool> RemoveKeyAsync(string name, string id, CancellationToken cancellation = default)
    {
        var removed = false;
        await ChangeAsync(name, tenant =>
        {
            removed = tenant.Keys.Any(k => k.Id == id);
            return tenant with { Keys = [.. tenant.Keys.Where(k => k.Id != id)] };
        }, cancellation);
        return removed;
    }

    /// <summary>The ids of a tenant's API keys.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(string name, CancellationToken cancellation = default) =>
        [.. (await ReadAsync(name, cancellation)).Item?.Keys.Select(k => k.Id) ?? []];

    async Task<bool> CreateAsync(string name, int? retentionDays, IReadOnlyList<TenantKeyItem> keys, CancellationToken cancellation)
    {
        var seed = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var item = new TenantItem(name, time.GetUtcNow(), seed, retentionDays, keys);
        var create = new StoreOperation.Create(name, StoreJson.Write(item));
        return await store.WriteAsync(Partition, [create], cancellation) is StoreResult.Committed;
    }

    async Task ChangeAsync(string name, Func<TenantItem, TenantItem> change, CancellationToken cancellation)
    {
        while (true)
        {
            var (item, etag) = await ReadAsync(Checked(name), cancellation);
            if (item is null)
                throw new DomainException(Unknown, $"There is no tenant '{name}'.");
            var replace = new StoreOperation.Replace(name, StoreJson.Write(change(item)), etag!);
            if (await store.WriteAsync(Partition, [replace], cancellation) is StoreResult.Committed)
                return;
        }
    }

    async Task<(TenantItem? Item, string? ETag)> ReadAsync(string name, CancellationToken cancellation) =>
        await store.GetAsync(new StoreKey(Partition, name), cancellation) is { } item
            ? (StoreJson.Read<TenantItem>(item), item.ETag)
            : (null, null);

    (string ApiKey, TenantKeyItem Item) NewKey(string name)
    {
        var apiKey = name + "." + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(apiKey)));
        return (apiKey, new TenantKeyItem(hash[..8], hash, time.GetUtcNow()));
    }

    static string Checked(string name) => IsName(name)
        ? name
        : throw new DomainException(BadName, $"'{name}' is no name for a tenant: use 1 to 30 characters of a-z, 0-9 and hyphen.");

    static bool IsName(string name) =>
        name.Length is > 0 and <= 30 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && name != "-";
}
