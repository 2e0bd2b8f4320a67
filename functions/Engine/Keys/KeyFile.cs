using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Keys;

/// <summary>
/// The file of keys: their hashes, with rights for its owner alone. It is replaced whole, never changed in place, and only
/// by who holds the lock file beside it; readers need no lock.
/// </summary>
sealed class KeyFile(string path)
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    public string Path => path;

    /// <summary>Changes when the file does; the same for a file that is not there.</summary>
    public (DateTime, long) Stamp => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is no file of keys.</exception>
    /// <exception cref="FormatException">A hash in it is none.</exception>
    public List<StoredKey> Read()
    {
        if (!File.Exists(path))
            return [];
        var kept = JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(path), options)?.Keys ?? throw new JsonException("It holds no keys.");
        return kept.ConvertAll(key => key.Name is { Length: > 0 } && (key.Scope is KeyScope.Function) == key.Function is { Length: > 0 }
            ? new StoredKey(new FunctionKey(key.Scope, key.Name, key.Function, key.Created), KeyHash.Parse(key.Sha256))
            : throw new JsonException("A key in it lacks its name or function."));
    }

    /// <summary>Reads, changes and replaces it, so that two programs cannot undo each other's changes.</summary>
    /// <exception cref="IOException">Another program is changing it, or it cannot be written.</exception>
    public T Change<T>(Func<List<StoredKey>, T> change)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        using var held = OwnFile.Open(path + ".lock", FileShare.None);
        var keys = Read();
        var result = change(keys);
        Write(keys);
        return result;
    }

    // Whole or not at all: a crash in between leaves the old file and a draft that the next change removes.
    void Write(List<StoredKey> keys)
    {
        var draft = path + ".new";
        File.Delete(draft);
        var rights = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            rights.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, rights))
        {
            var kept = keys.ConvertAll(key => new KeptKey(
                key.Key.Scope, key.Key.Name, key.Key.Function, Convert.ToHexStringLower(key.Hash), key.Key.Created));
            JsonSerializer.Serialize(file, new Kept(kept), options);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    sealed record Kept(List<KeptKey>? Keys);

    sealed record KeptKey(KeyScope Scope, string? Name, string? Function, string? Sha256, DateTimeOffset Created);
}

/// <summary>A key and the hash it is recognised by.</summary>
sealed record StoredKey(FunctionKey Key, byte[] Hash);
