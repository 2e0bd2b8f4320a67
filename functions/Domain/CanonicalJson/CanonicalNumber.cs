using System.Globalization;

namespace Orchestrations.Domain.CanonicalJson;

/// <summary>Numbers as ECMAScript writes them (Number::toString, ECMA-262 section 6.1.6.1.20), which RFC 8785 asks for.</summary>
public static class CanonicalNumber
{
    /// <summary>The most bytes a number takes.</summary>
    public const int LongestText = 32;

    /// <summary>Writes a number.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="to">At least <see cref="LongestText"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    /// <exception cref="DomainException">ORC-JSON-004: NaN or infinite.</exception>
    public static int Write(double value, Span<byte> to)
    {
        if (!double.IsFinite(value))
            throw new DomainException("ORC-JSON-004", "NaN and infinities are not numbers of JSON.");
        if (value == 0)
        {
            to[0] = (byte)'0';
            return 1;
        }

        Span<byte> digits = stackalloc byte[LongestText];
        var count = ShortestDigits(value, digits, out var point);
        var at = 0;
        if (value < 0)
            to[at++] = (byte)'-';
        return at + Lay(digits[..count], point, to[at..]);
    }

    /// <summary>The shortest digits that read back as the same double, without sign, point and trailing zeros.</summary>
    /// <param name="value">Finite, not zero.</param>
    /// <param name="digits">Receives the digits.</param>
    /// <param name="point">The value is 0.digits times ten to this power.</param>
    internal static int ShortestDigits(double value, Span<byte> digits, out int point)
    {
        value = Math.Abs(value);
        Span<byte> text = stackalloc byte[LongestText];
        int length;
        if (IsPowerOfTwo(value))
            length = ShortestOfPowerOfTwo(value, text);
        else
            value.TryFormat(text, out length, default, CultureInfo.InvariantCulture);
        return ReadDigits(text[..length], digits, out point);
    }

    static bool IsPowerOfTwo(double value) => (BitConverter.DoubleToInt64Bits(value) & ((1L << 52) - 1)) == 0;

    // Below a power of two doubles lie twice as dense as above. There the runtime's shortest form misses at times: it gives
    // 4.104536801298376e-289 for a double that this does not read back as. So every length is tried: the nearest digits, and
    // the next above, which may read back when the nearest, below, does not.
    static int ShortestOfPowerOfTwo(double value, Span<byte> text)
    {
        Span<char> format = stackalloc char[3];
        for (var decimals = 0; ; decimals++)
        {
            format[0] = 'E';
            decimals.TryFormat(format[1..], out var width, default, CultureInfo.InvariantCulture);
            value.TryFormat(text, out var length, format[..(1 + width)], CultureInfo.InvariantCulture);
            if (ReadsAs(value, text[..length]))
                return length;
            var last = decimals == 0 ? 0 : decimals + 1;
            if (text[last] == '9')
                continue; // Adding one would leave fewer digits, which were tried.
            text[last]++;
            if (ReadsAs(value, text[..length]))
                return length;
        }
    }

    static bool ReadsAs(double value, ReadOnlySpan<byte> text) =>
        double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(value);

    // From the runtime's layouts: 1E+30, 4.5, 0.0001.
    static int ReadDigits(ReadOnlySpan<byte> text, Span<byte> digits, out int point)
    {
        int count = 0, whole = -1, exponent = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '.')
            {
                whole = count;
            }
            else if (c == 'E')
            {
                exponent = int.Parse(text[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else
            {
                digits[count++] = c;
            }
        }

        point = (whole < 0 ? count : whole) + exponent;
        var leading = digits[..count].IndexOfAnyExcept((byte)'0');
        point -= leading;
        digits[leading..count].CopyTo(digits);
        count -= leading;
        return digits[..count].LastIndexOfAnyExcept((byte)'0') + 1;
    }

    static int Lay(ReadOnlySpan<byte> digits, int point, Span<byte> to)
    {
        var count = digits.Length;
        switch (point)
        {
            case > 21 or <= -6:
                return Exponential(digits, point - 1, to);
            case <= 0:
                "0."u8.CopyTo(to);
                to.Slice(2, -point).Fill((byte)'0');
                digits.CopyTo(to[(2 - point)..]);
                return 2 - point + count;
            case var whole when whole < count:
                digits[..whole].CopyTo(to);
                to[whole] = (byte)'.';
                digits[whole..].CopyTo(to[(whole + 1)..]);
                return count + 1;
            default:
                digits.CopyTo(to);
                to[count..point].Fill((byte)'0');
                return point;
        }
    }

    static int Exponential(ReadOnlySpan<byte> digits, int exponent, Span<byte> to)
    {
        var at = 0;
        to[at++] = digits[0];
        if (digits.Length > 1)
        {
            to[at++] = (byte)'.';
            digits[1..].CopyTo(to[at..]);
            at += digits.Length - 1;
        }

        to[at++] = (byte)'e';
        to[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Math.Abs(exponent).TryFormat(to[at..], out var written, default, CultureInfo.InvariantCulture);
        return at + written;
    }
}
