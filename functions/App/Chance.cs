namespace Orchestrations.App;

/// <summary>
/// Draws without a stream: each is a hash of what it is for, so that one draw more or less changes no other.
/// FNV-1a over the names, finished by the SplitMix64 mixer (Steele, Lea and Flood 2014).
/// </summary>
public static class Chance
{
    /// <summary>The draw of one occasion.</summary>
    /// <param name="seed">Where all draws start.</param>
    /// <param name="purpose">What is drawn.</param>
    /// <param name="subject">For whom.</param>
    /// <param name="attempt">Which time.</param>
    public static ulong Hash(long seed, string purpose, string subject, long attempt)
    {
        var hash = 14695981039346656037UL;
        hash = Add(hash, (ulong)seed);
        hash = Add(hash, purpose);
        hash = Add(hash, subject);
        return Mix(Add(hash, (ulong)attempt));
    }

    /// <summary>The next draw from a draw.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    /// <summary>A draw as a share: 0 to below 1.</summary>
    public static double Share(ulong value) => (value >> 11) * (1.0 / (1UL << 53));

    static ulong Add(ulong hash, ulong value)
    {
        for (var i = 0; i < 8; i++, value >>= 8)
            hash = (hash ^ (value & 0xFF)) * 1099511628211UL;
        return hash;
    }

    static ulong Add(ulong hash, string text)
    {
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return (hash ^ 0xFFFF) * 1099511628211UL;
    }
}
