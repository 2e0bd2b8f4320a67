using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Orchestrations.App.Portal;

/// <summary>
/// The portal's files, read once from the folder <c>portal</c> beside the program. Only what was there at the start is served, by
/// exact name: a path is looked up, never opened.
/// </summary>
public sealed class PortalFiles
{
    static readonly Dictionary<string, string> types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".json"] = "application/json",
        [".woff2"] = "font/woff2",
    };

    readonly FrozenDictionary<string, PortalFile> files;

    /// <param name="folder">Where they are; none is served when it is missing.</param>
    public PortalFiles(string folder) => files = Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => types.ContainsKey(Path.GetExtension(path)))
            .ToFrozenDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), Read, StringComparer.Ordinal)
        : FrozenDictionary<string, PortalFile>.Empty;

    /// <summary>The files beside the running program.</summary>
    public static PortalFiles OfProgram() => new(Path.Combine(AppContext.BaseDirectory, "portal"));

    /// <summary>True when the portal was built.</summary>
    public bool Built => files.ContainsKey("index.html");

    /// <summary>The file of the name, such as <c>assets/index-1f2e.js</c>; null when there is none.</summary>
    public PortalFile? Find(string name) => files.GetValueOrDefault(name);

    static PortalFile Read(string path)
    {
        var content = File.ReadAllBytes(path);
        return new PortalFile(
            content, types[Path.GetExtension(path)], $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"");
    }
}

/// <summary>A file of the portal.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Type">Its media type.</param>
/// <param name="ETag">A quoted digest of the bytes.</param>
public sealed record PortalFile(ReadOnlyMemory<byte> Content, string Type, string ETag)
{
    readonly Lazy<ReadOnlyMemory<byte>> compressed = new(() => Compress(Content));

    /// <summary>The same, compressed by Brotli: what is text becomes a third. Made when it is first asked for, and kept.</summary>
    public ReadOnlyMemory<byte> Compressed => compressed.Value;

    static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> content)
    {
        using var into = new MemoryStream();
        using (var brotli = new BrotliStream(into, CompressionLevel.Optimal))
            brotli.Write(content.Span);
        return into.ToArray();
    }
}
