using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>
/// The one key of this host. It is shown once, when it is made; the file keeps only its SHA-256, which suffices for a key of
/// 256 random bits. Keys are compared by their hashes in constant time.
/// </summary>
sealed class HostKey
{
    const string FileName = "host-key.json";

    readonly byte[] hash;

    HostKey(byte[] hash) => this.hash = hash;

    public bool Matches(string key) => CryptographicOperations.FixedTimeEquals(Hash(key), hash);

    /// <exception cref="HostException">ORC-HOST-010: nowhere to keep the key, or the file is unreadable.</exception>
    public static HostKey LoadOrCreate(string? folder, Action<string> showNewKey)
    {
        if (string.IsNullOrEmpty(folder))
            throw new HostException(
                HostErrors.NoHostKey,
                "The host listens beyond this machine and has no data directory for its key. "
                + "Set one, or listen on localhost only.");
        var path = Path.Combine(folder, FileName);
        try
        {
            if (File.Exists(path))
                return new HostKey(Read(path));
            Directory.CreateDirectory(folder);
            var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            Write(path, Hash(key));
            showNewKey(key);
            return new HostKey(Hash(key));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new HostException(
                HostErrors.NoHostKey,
                $"The host's key file {path} cannot be used: {failure.Message} Correct its rights, or delete it for a new key.",
                failure);
        }
    }

    static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    static byte[] Read(string path)
    {
        var stored = JsonSerializer.Deserialize<Stored>(File.ReadAllBytes(path), JsonSerializerOptions.Web);
        var hash = Convert.FromHexString(stored?.Sha256 ?? "");
        return hash.Length == SHA256.HashSizeInBytes ? hash : throw new FormatException("it holds no SHA-256.");
    }

    // Whole or not at all: a crash between the two steps leaves no half-written key behind.
    static void Write(string path, byte[] hash)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var draft = path + ".new";
        File.Delete(draft);
        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, new Stored(Convert.ToHexStringLower(hash)), JsonSerializerOptions.Web);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path);
    }

    sealed record Stored(string? Sha256);
}
