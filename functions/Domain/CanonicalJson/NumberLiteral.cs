using System.Globalization;

namespace Orchestrations.Domain.CanonicalJson;

/// <summary>A number as it was written, already known to follow JSON's grammar.</summary>
/// <param name="text">All of it.</param>
/// <param name="wholeEnd">Where its whole part ends.</param>
/// <param name="fractionEnd">Where its fraction ends; the same when it has none.</param>
readonly ref struct NumberLiteral(ReadOnlySpan<byte> text, int wholeEnd, int fractionEnd)
{
    // So many decimal digits survive a double unchanged (DBL_DIG), so they are their own shortest form.
    const int SafeDigits = 15;

    readonly ReadOnlySpan<byte> text = text;

    /// <summary>True when it is in canonical form for sure, which a look at its digits tells: most numbers that are met.</summary>
    public bool IsCanonicalAtSight
    {
        get
        {
            var sign = text[0] == '-' ? 1 : 0;
            if (fractionEnd != text.Length)
                return false;
            if (wholeEnd == text.Length)
                return text.Length - sign <= SafeDigits && !(sign == 1 && text[1] == '0');
            // Below 0.1 zeros after the point lead to another layout sooner or later: not decided here.
            return text.Length - sign - 1 <= SafeDigits && text[^1] != '0' && (text[sign] != '0' || text[wholeEnd + 1] != '0');
        }
    }

    /// <summary>Writes it in canonical form.</summary>
    /// <param name="at">Where it stands, for the message.</param>
    /// <param name="to">At least <see cref="CanonicalNumber.LongestText"/> bytes.</param>
    /// <exception cref="DomainException">ORC-JSON-004: a double would not keep it.</exception>
    public int Canonical(int at, Span<byte> to)
    {
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
            throw Lost(at, "lies beyond what a double holds");
        if (value == 0)
        {
            var mantissa = text[..fractionEnd];
            if (mantissa.IndexOfAnyInRange((byte)'1', (byte)'9') >= 0)
                throw Lost(at, "is so small that a double makes it zero");
        }
        else if (wholeEnd == text.Length && !KeepsWholeNumber(value))
        {
            throw Lost(at, "is a whole number that a double changes");
        }

        return CanonicalNumber.Write(value, to);
    }

    bool KeepsWholeNumber(double value)
    {
        var digits = text[(text[0] == '-' ? 1 : 0)..];
        Span<byte> shortest = stackalloc byte[CanonicalNumber.LongestText];
        var count = CanonicalNumber.ShortestDigits(value, shortest, out var point);
        return point == digits.Length && digits[..(digits.LastIndexOfAnyExcept((byte)'0') + 1)].SequenceEqual(shortest[..count]);
    }

    static DomainException Lost(int at, string why) =>
        new("ORC-JSON-004", $"The number at byte {at} {why}; write it as a string.");
}
