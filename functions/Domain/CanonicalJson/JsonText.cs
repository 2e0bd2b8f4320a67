using System.Buffers;

namespace Orchestrations.Domain.CanonicalJson;

/// <summary>Strings as RFC 8785 section 3.2.2.2 writes them: only what must be escaped is, in its shortest form.</summary>
static class JsonText
{
    const string Controls =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017"
        + "\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";

    /// <summary>The bytes that end a run of plain text: quote, backslash and controls.</summary>
    public static SearchValues<byte> Special { get; } =
        SearchValues.Create([.. System.Text.Encoding.ASCII.GetBytes(Controls), (byte)'"', (byte)'\\']);

    /// <summary>Writes a string with its quotes.</summary>
    /// <param name="plain">Valid UTF-8, not escaped.</param>
    /// <param name="to">Where it goes.</param>
    public static void Write(ReadOnlySpan<byte> plain, ByteBuffer to)
    {
        to.Write((byte)'"');
        while (plain.IndexOfAny(Special) is var at and >= 0)
        {
            to.Write(plain[..at]);
            Escape(plain[at], to);
            plain = plain[(at + 1)..];
        }

        to.Write(plain);
        to.Write((byte)'"');
    }

    static void Escape(byte c, ByteBuffer to)
    {
        switch (c)
        {
            case (byte)'"': to.Write("\\\""u8); break;
            case (byte)'\\': to.Write("\\\\"u8); break;
            case (byte)'\b': to.Write("\\b"u8); break;
            case (byte)'\t': to.Write("\\t"u8); break;
            case (byte)'\n': to.Write("\\n"u8); break;
            case (byte)'\f': to.Write("\\f"u8); break;
            case (byte)'\r': to.Write("\\r"u8); break;
            default:
                to.Write("\\u00"u8);
                to.Write("0123456789abcdef"u8[c >> 4]);
                to.Write("0123456789abcdef"u8[c & 15]);
                break;
        }
    }
}
