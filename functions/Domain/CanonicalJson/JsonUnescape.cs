using System.Text;

namespace Orchestrations.Domain.CanonicalJson;

/// <summary>Reads the rest of a string from its first escape on.</summary>
static class JsonUnescape
{
    /// <summary>Appends the string's text without escapes.</summary>
    /// <param name="text">The whole JSON text.</param>
    /// <param name="at">At the first escape (or at a control, which is refused); afterwards behind the closing quote.</param>
    /// <param name="to">Receives the text.</param>
    /// <returns>True when every escape was one that canonical form demands, in its form.</returns>
    public static bool Run(ReadOnlySpan<byte> text, ref int at, ByteBuffer to)
    {
        var canonical = true;
        while (true)
        {
            switch (text[at])
            {
                case (byte)'"':
                    at++;
                    return canonical;
                case (byte)'\\':
                    canonical &= Escape(text, ref at, to);
                    break;
                default:
                    throw new DomainException("ORC-JSON-001", $"Not JSON at byte {at}: a control character must be escaped in a string.");
            }

            var length = text[at..].IndexOfAny(JsonText.Special);
            if (length < 0)
                throw Unfinished(text);
            to.Write(text.Slice(at, length));
            at += length;
        }
    }

    static DomainException Unfinished(ReadOnlySpan<byte> text) =>
        new("ORC-JSON-001", $"Not JSON at byte {text.Length}: a string does not end.");

    static bool Escape(ReadOnlySpan<byte> text, ref int at, ByteBuffer to)
    {
        if (at + 1 >= text.Length)
            throw Unfinished(text);
        var letter = text[at + 1];
        if (letter == 'u')
            return Unicode(text, ref at, to);
        var meant = letter switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => letter,
            (byte)'b' => (byte)'\b',
            (byte)'t' => (byte)'\t',
            (byte)'n' => (byte)'\n',
            (byte)'f' => (byte)'\f',
            (byte)'r' => (byte)'\r',
            _ => throw new DomainException("ORC-JSON-001", $"Not JSON at byte {at}: there is no such escape."),
        };
        to.Write(meant);
        at += 2;
        return letter != '/';
    }

    static bool Unicode(ReadOnlySpan<byte> text, ref int at, ByteBuffer to)
    {
        var start = at;
        var unit = Hex(text, at);
        at += 6;
        if (char.IsSurrogate(unit))
        {
            var low = at + 1 < text.Length && text[at] == '\\' && text[at + 1] == 'u' ? Hex(text, at) : '\0';
            if (!Rune.TryCreate(unit, low, out var pair))
                throw new DomainException("ORC-JSON-002", $"The escape at byte {start} is a lone surrogate, which is no character.");
            at += 6;
            pair.EncodeToUtf8(to.GetSpan(4));
            to.Advance(4);
            return false;
        }

        to.Advance(new Rune(unit).EncodeToUtf8(to.GetSpan(4)));
        // Canonical form writes controls so, where there is no shorter escape, with lower-case digits.
        return unit < ' ' && unit is not ('\b' or '\t' or '\n' or '\f' or '\r')
            && text.Slice(start + 2, 4).IndexOfAnyInRange((byte)'A', (byte)'F') < 0;
    }

    static char Hex(ReadOnlySpan<byte> text, int at)
    {
        if (at + 6 > text.Length)
            throw Unfinished(text);
        var unit = 0;
        foreach (var c in text.Slice(at + 2, 4))
        {
            if (!char.IsAsciiHexDigit((char)c))
                throw new DomainException("ORC-JSON-001", $"Not JSON at byte {at}: four hexadecimal digits must follow \\u.");
            unit = (unit << 4) | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        }

        return (char)unit;
    }
}
