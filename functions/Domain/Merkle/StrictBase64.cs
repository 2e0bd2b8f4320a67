using System.Buffers;
using System.Buffers.Text;

namespace Orchestrations.Domain.Merkle;

/// <summary>
/// Base64 that accepts exactly what an encoder writes: no white space, no missing or extra padding, no bits left over. So two
/// different texts never mean the same bytes, and no character of a proof can change unnoticed.
/// </summary>
static class StrictBase64
{
    /// <summary>Decodes padded base64 of RFC 4648 section 4.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes, out int length)
    {
        length = 0;
        if (text.Length % 4 != 0 || text.Length > MostText(bytes.Length)
            || Base64.DecodeFromUtf8(text, bytes, out var consumed, out length) != OperationStatus.Done
            || consumed != text.Length)
            return false;
        Span<byte> again = text.Length <= 1024 ? stackalloc byte[text.Length] : new byte[text.Length];
        return Base64.EncodeToUtf8(bytes[..length], again, out _, out var written) == OperationStatus.Done
            && again[..written].SequenceEqual(text);
    }

    /// <summary>Decodes base64url of RFC 4648 section 5 without padding.</summary>
    public static bool TryDecodeUrl(ReadOnlySpan<byte> text, Span<byte> bytes, out int length)
    {
        length = 0;
        if (text.Length > MostText(bytes.Length)
            || Base64Url.DecodeFromUtf8(text, bytes, out var consumed, out length) != OperationStatus.Done
            || consumed != text.Length)
            return false;
        Span<byte> again = text.Length <= 1024 ? stackalloc byte[text.Length] : new byte[text.Length];
        return Base64Url.EncodeToUtf8(bytes[..length], again, out _, out var written) == OperationStatus.Done
            && again[..written].SequenceEqual(text);
    }

    /// <summary>Decodes padded base64 of any length.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return TryDecode(text, bytes, out var length) ? bytes[..length] : null;
    }

    static int MostText(int bytes) => (bytes + 2) / 3 * 4;
}
