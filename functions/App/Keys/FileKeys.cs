using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Keys;

/// <summary>
/// Keys from a file that only its owner can read. It is made at the first start, which is said, and never in production: a key
/// made there would sign evidence that nobody knows the key of. The newest pair signs; older ones stay in the file.
/// </summary>
/// <param name="settings">The file, and whether it may be made.</param>
/// <param name="time">Stamps new keys.</param>
/// <param name="log">Says that keys were made.</param>
public sealed class FileKeys(KeysSettings settings, TimeProvider time, ILogger<FileKeys> log) : ISigningKeys, IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly Lock gate = new();
    KeyRing? ring;
    DateTime ringOf;

    /// <inheritdoc />
    public string Description => $"key file {settings.File}";

    /// <inheritdoc />
    public ValueTask<KeyRing> GetAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            // Rotated by another process, the file is read anew; keys that were handed out stay usable.
            var written = settings.File.Length > 0 ? File.GetLastWriteTimeUtc(settings.File) : default;
            if (ring is null || written != ringOf)
                ring = Load();
            return ValueTask.FromResult(ring);
        }
    }

    /// <summary>Adds a new pair, which signs from now on; what the old ones signed stays verifiable.</summary>
    /// <exception cref="KeysException">ORC-KEY-002 or -003.</exception>
    public KeyRing Rotate()
    {
        lock (gate)
        {
            var keys = Exists() ? Read() : [];
            Write([.. keys, NewKey(keys)]);
            return ring = Load();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var key in ring?.Packs ?? [])
            key.Dispose();
    }

    KeyRing Load()
    {
        if (!Exists())
        {
            if (settings.Production)
                throw new KeysException(KeysException.Missing,
                    $"There is no key file {settings.File}, and in production none is made. Set Keys:VaultUri, or put the key file there.");
            Write([NewKey([])]);
            log.LogInformation("Made new signing keys in {File}; only its owner can read it. Evidence signed by them can be checked "
                + "with the public key at /proofpacks/keys.", settings.File);
        }
        var keys = Read();
        ringOf = File.GetLastWriteTimeUtc(settings.File);
        var packs = keys.ConvertAll(k => ring?.Packs.FirstOrDefault(p => p.Id == k.Id) ?? PackKey.FromPem(k.Id, k.Pack, k.Created));
        var responses = keys.ConvertAll(k => new ResponseKey(k.Id, Convert.FromBase64String(k.Response)));
        return new KeyRing(packs[^1], responses[^1], packs, responses);
    }

    bool Exists() => settings.File.Length > 0
        ? File.Exists(settings.File)
        : throw new KeysException(KeysException.Missing, "There is no place for keys: set Keys:VaultUri or Keys:File.");

    List<StoredKey> Read()
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(settings.File) & ~OwnerOnly) != 0)
                throw new KeysException(KeysException.BadFile,
                    $"The key file {settings.File} can be used by others than its owner. Set its rights to 600; "
                    + "if others had access, rotate the keys.");
            var stored = JsonSerializer.Deserialize<StoredKeys>(File.ReadAllBytes(settings.File), StoreJson.Options);
            return stored?.Keys is { Count: > 0 } keys
                && keys.TrueForAll(k => k.Id is { Length: > 0 } && k.Pack is { Length: > 0 } && k.Response is { Length: > 0 })
                ? keys
                : throw new JsonException();
        }
        // What a parser says may quote the file, so it is not passed on.
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new KeysException(KeysException.BadFile,
                $"The key file {settings.File} cannot be read as keys ({unreadable.GetType().Name}). Restore it from your copy.");
        }
    }

    // Whole or not at all, and never for a moment readable by others.
    void Write(List<StoredKey> keys)
    {
        var draft = settings.File + ".new";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(settings.File)) is { } folder)
                Directory.CreateDirectory(folder);
            File.Delete(draft);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            using (var file = new FileStream(draft, options))
            {
                JsonSerializer.Serialize(file, new StoredKeys(keys), StoreJson.Options);
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, settings.File, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new KeysException(KeysException.BadFile, $"The key file {settings.File} cannot be written: {refused.Message}");
        }
    }

    StoredKey NewKey(List<StoredKey> keys)
    {
        var now = time.GetUtcNow();
        var id = "local-" + now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)
            + "-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        return keys.Exists(k => k.Id == id)
            ? NewKey(keys)
            : new StoredKey(id, now, PackKey.NewPem(), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    sealed record StoredKeys(List<StoredKey> Keys);

    sealed record StoredKey(string Id, DateTimeOffset Created, string Pack, string Response)
    {
        public override string ToString() => Id;
    }
}
