namespace Orchestrations.Domain.CanonicalJson;

/// <summary>
/// The order of names in canonical JSON: by UTF-16 code units (RFC 8785 section 3.2.3), computed on valid UTF-8 without
/// converting it. The two orders differ in one place: code points beyond U+FFFF are surrogates in UTF-16 and so come before
/// U+E000 to U+FFFF, while their UTF-8 comes after.
/// </summary>
public static class KeyOrder
{
    const byte FirstAfterSurrogates = 0xEE; // The lead byte of U+E000.
    const byte FirstOfFour = 0xF0; // The lead byte of U+10000.

    /// <summary>Negative, zero or positive as the first name comes before, is, or comes after the second.</summary>
    /// <param name="first">Valid UTF-8.</param>
    /// <param name="second">Valid UTF-8.</param>
    public static int Compare(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var at = first.CommonPrefixLength(second);
        if (at == first.Length || at == second.Length)
            return first.Length - second.Length;
        int a = first[at], b = second[at];
        return a >= FirstAfterSurrogates && b >= FirstAfterSurrogates && a >= FirstOfFour != b >= FirstOfFour ? b - a : a - b;
    }
}
