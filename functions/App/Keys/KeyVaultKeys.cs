using System.Text;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Logging;

namespace Orchestrations.App.Keys;

/// <summary>
/// Keys from Azure Key Vault: two secrets, whose versions are the key ids. The newest version that has begun signs; a version
/// that begins later is published before it signs; older ones are accepted until they are disabled or expire. While the vault
/// does not answer, what it said last is used; asking again waits, as long as the vault asks for.
/// </summary>
/// <param name="vault">The vault's client.</param>
/// <param name="settings">Names and times.</param>
/// <param name="time">The time.</param>
/// <param name="log">Says when the vault does not answer.</param>
public sealed class KeyVaultKeys(SecretClient vault, KeysSettings settings, TimeProvider time, ILogger<KeyVaultKeys> log)
    : ISigningKeys, IDisposable
{
    static readonly TimeSpan leastPause = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim reading = new(1, 1);
    readonly Dictionary<string, PackKey> packs = new(StringComparer.Ordinal);
    readonly Dictionary<string, ResponseKey> responses = new(StringComparer.Ordinal);
    Held? held;
    DateTimeOffset nextTry;
    int lastStatus;

    /// <inheritdoc />
    public string Description => $"Key Vault {vault.VaultUri}";

    /// <inheritdoc />
    public async ValueTask<KeyRing> GetAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (held is { } known && now < known.ReadAt + settings.RefreshEvery && now < known.Until)
            return known.Ring;
        await reading.WaitAsync(cancellation);
        try
        {
            now = time.GetUtcNow();
            // Somebody else has read while we waited.
            if (held is { } read && now < read.ReadAt + settings.RefreshEvery && now < read.Until)
                return read.Ring;
            if (now >= nextTry)
                await RefreshAsync(now, cancellation);
            return Usable(now);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        reading.Dispose();
        foreach (var key in packs.Values)
            key.Dispose();
    }

    async Task RefreshAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            held = await ReadAsync(now, cancellation);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or AuthenticationFailedException)
        {
            nextTry = now + PauseAfter(failure);
            lastStatus = (failure as RequestFailedException)?.Status ?? 0;
            // Status and code only: messages of the client may quote requests.
            log.LogWarning("The key vault did not answer as it should ({Status}); asked again after {NextTry:u}.",
                lastStatus, nextTry);
        }
    }

    KeyRing Usable(DateTimeOffset now) =>
        held is not { } known ? throw NoKeys()
        : now >= known.ReadAt + settings.UsableFor
            ? throw new KeysException(KeysException.Unreachable,
                $"The key vault {vault.VaultUri} has not answered since {known.ReadAt:u}; its keys are too old to sign with.")
        : known.Ring;

    // A vault without the secrets and one that is out of reach are mended by different people.
    KeysException NoKeys() => lastStatus switch
    {
        404 => new KeysException(KeysException.Missing,
            $"The key vault {vault.VaultUri} has no secret '{settings.PackSecret}' or '{settings.ResponseSecret}': make both, as "
            + "infra/hooks/signing-secrets does."),
        401 or 403 => new KeysException(KeysException.Unreachable,
            $"The key vault {vault.VaultUri} gave no keys ({lastStatus}): let the app's identity get and list its secrets."),
        _ => new KeysException(KeysException.Unreachable,
            $"The key vault {vault.VaultUri} gave no keys: it does not answer. Check its address and the network; it is asked again."),
    };

    async Task<Held> ReadAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var packVersions = await VersionsAsync(settings.PackSecret, now, cancellation);
        var responseVersions = await VersionsAsync(settings.ResponseSecret, now, cancellation);
        foreach (var version in packVersions)
            if (!packs.ContainsKey(version.Version))
                packs[version.Version] = PackKey.FromPem(
                    version.Version, await ValueAsync(version, cancellation), version.NotBefore ?? version.CreatedOn ?? now);
        foreach (var version in responseVersions)
            if (!responses.ContainsKey(version.Version))
                responses[version.Version] = new ResponseKey(version.Version, BytesOf(await ValueAsync(version, cancellation)));

        var ring = new KeyRing(
            packs[Current(packVersions, settings.PackSecret, now).Version],
            responses[Current(responseVersions, settings.ResponseSecret, now).Version],
            [.. packVersions.Select(v => packs[v.Version])],
            [.. responseVersions.Where(v => v.NotBefore is null || v.NotBefore <= now).Select(v => responses[v.Version])]);
        return new Held(ring, now, NextChange(now, [.. packVersions, .. responseVersions]));
    }

    async Task<List<SecretProperties>> VersionsAsync(string name, DateTimeOffset now, CancellationToken cancellation)
    {
        var versions = new List<SecretProperties>();
        await foreach (var version in vault.GetPropertiesOfSecretVersionsAsync(name, cancellation))
            if (version.Enabled != false && (version.ExpiresOn is null || version.ExpiresOn > now))
                versions.Add(version);
        // Newest first; versions made within one second are told apart the same way everywhere.
        versions.Sort((a, b) => BeginOf(a) != BeginOf(b)
            ? BeginOf(b).CompareTo(BeginOf(a)) : string.CompareOrdinal(b.Version, a.Version));
        return versions;
    }

    async Task<string> ValueAsync(SecretProperties version, CancellationToken cancellation) =>
        (await vault.GetSecretAsync(version.Name, version.Version, cancellationToken: cancellation)).Value.Value;

    static SecretProperties Current(List<SecretProperties> versions, string name, DateTimeOffset now) =>
        versions.Find(v => BeginOf(v) <= now)
        ?? throw new KeysException(KeysException.Missing,
            $"The key vault has no enabled version of the secret '{name}' that has begun and not expired. Add one.");

    // A version that begins or expires does so on time, not at the next refresh.
    static DateTimeOffset NextChange(DateTimeOffset now, List<SecretProperties> versions) => versions
        .SelectMany(v => (DateTimeOffset?[])[v.NotBefore, v.ExpiresOn])
        .OfType<DateTimeOffset>().Where(change => change > now)
        .DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    static DateTimeOffset BeginOf(SecretProperties version) =>
        version.NotBefore ?? version.CreatedOn ?? DateTimeOffset.MinValue;

    static byte[] BytesOf(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : Encoding.UTF8.GetBytes(text);
    }

    static TimeSpan PauseAfter(Exception failure) =>
        failure is RequestFailedException { } refused
        && refused.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true
        && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds)
        && TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 3600)) is var asked && asked > leastPause
            ? asked
            : leastPause;

    sealed record Held(KeyRing Ring, DateTimeOffset ReadAt, DateTimeOffset Until);
}
