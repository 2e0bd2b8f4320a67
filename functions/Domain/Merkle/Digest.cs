using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Orchestrations.Domain.Merkle;

/// <summary>The 32 bytes of a SHA-256 digest, as a value.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Digest : IEquatable<Digest>
{
    /// <summary>Its length in bytes.</summary>
    public const int Size = 32;

    // The bytes in memory order, whatever the machine's byte order is: they are only ever copied and compared.
    readonly ulong a, b, c, d;

    // One a thread, for good: setting up a new one for each digest costs a third of hashing the short texts that proofs are made of.
    [ThreadStatic]
    static IncrementalHash? hasher;

    /// <param name="bytes">Exactly 32 bytes.</param>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException("A digest has 32 bytes.", nameof(bytes));
        this = MemoryMarshal.Read<Digest>(bytes);
    }

    /// <summary>Its bytes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<Digest>(in this));

    /// <summary>Compares bytes.</summary>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Compares bytes.</summary>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    /// <summary>The SHA-256 digest of bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes)
    {
        Unsafe.SkipInit(out Digest digest);
        var sha256 = hasher ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(bytes);
        sha256.GetHashAndReset(MemoryMarshal.AsBytes(new Span<Digest>(ref digest)));
        return digest;
    }

    /// <summary>Reads 43 characters of base64url without padding, in the one form that encoding has.</summary>
    public static bool TryFromBase64Url(ReadOnlySpan<byte> text, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var right = StrictBase64.TryDecodeUrl(text, bytes, out var length) && length == Size;
        digest = right ? new Digest(bytes) : default;
        return right;
    }

    /// <summary>Reads 44 characters of padded base64, in the one form that encoding has.</summary>
    public static bool TryFromBase64(ReadOnlySpan<byte> text, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var right = StrictBase64.TryDecode(text, bytes, out var length) && length == Size;
        digest = right ? new Digest(bytes) : default;
        return right;
    }

    /// <summary>As base64url without padding: 43 characters.</summary>
    public string ToBase64Url() => Base64Url.EncodeToString(Bytes);

    /// <summary>As padded base64: 44 characters.</summary>
    public string ToBase64() => Convert.ToBase64String(Bytes);

    /// <summary>As 64 lower-case hexadecimal digits.</summary>
    public string ToHex() => Convert.ToHexStringLower(Bytes);

    /// <inheritdoc />
    public bool Equals(Digest other) => a == other.a && b == other.b && c == other.c && d == other.d;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => a.GetHashCode();

    /// <summary>As base64url.</summary>
    public override string ToString() => ToBase64Url();
}
