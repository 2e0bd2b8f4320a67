using System.Globalization;
using System.Text;

namespace Orchestrations.Domain.CanonicalJson;

/// <summary>
/// Writes canonical JSON by hand. Names must be written in canonical order; one that is not is refused, so that what comes
/// out is canonical however it was written.
/// </summary>
/// <param name="to">Receives the bytes.</param>
public sealed class CanonicalWriter(ByteBuffer to)
{
    readonly Stack<byte[]?> names = new();
    bool first = true;

    /// <summary>Begins an object.</summary>
    public CanonicalWriter BeginObject() => Begin((byte)'{');

    /// <summary>Begins an array.</summary>
    public CanonicalWriter BeginArray() => Begin((byte)'[');

    /// <summary>Ends the object.</summary>
    public CanonicalWriter EndObject() => End((byte)'}');

    /// <summary>Ends the array.</summary>
    public CanonicalWriter EndArray() => End((byte)']');

    /// <summary>Writes a name; its value must follow.</summary>
    /// <exception cref="DomainException">ORC-JSON-003: it does not come after the name before it.</exception>
    public CanonicalWriter Name(string name)
    {
        var utf8 = Encode(name);
        if (names.Pop() is { } previous && KeyOrder.Compare(previous, utf8) >= 0)
            throw new DomainException("ORC-JSON-003", $"The name '{name}' is not in canonical order, or stands twice.");
        names.Push(utf8);
        Comma();
        JsonText.Write(utf8, to);
        to.Write((byte)':');
        first = true;
        return this;
    }

    /// <summary>Writes a string.</summary>
    /// <exception cref="DomainException">ORC-JSON-002: it holds a lone surrogate.</exception>
    public CanonicalWriter Text(string? text)
    {
        Comma();
        if (text is null)
            to.Write("null"u8);
        else
            JsonText.Write(Encode(text), to);
        return this;
    }

    /// <summary>Writes a whole number.</summary>
    /// <param name="whole">Between plus and minus 2^53.</param>
    /// <exception cref="DomainException">ORC-JSON-004: beyond.</exception>
    public CanonicalWriter Whole(long whole)
    {
        if (whole is > 1L << 53 or < -(1L << 53))
            throw new DomainException("ORC-JSON-004", $"The number {whole.ToString(CultureInfo.InvariantCulture)} is beyond 2^53.");
        Comma();
        whole.TryFormat(to.GetSpan(20), out var length, default, CultureInfo.InvariantCulture);
        to.Advance(length);
        return this;
    }

    /// <summary>Writes a value that is in canonical form already.</summary>
    public CanonicalWriter Canonical(ReadOnlySpan<byte> value)
    {
        Comma();
        to.Write(value);
        return this;
    }

    static byte[] Encode(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new DomainException("ORC-JSON-002", "A text holds a lone surrogate, which is no character.");
        }
    }

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    CanonicalWriter Begin(byte bracket)
    {
        Comma();
        to.Write(bracket);
        names.Push(null);
        first = true;
        return this;
    }

    CanonicalWriter End(byte bracket)
    {
        names.Pop();
        to.Write(bracket);
        first = false;
        return this;
    }

    void Comma()
    {
        if (!first)
            to.Write((byte)',');
        first = false;
    }
}
