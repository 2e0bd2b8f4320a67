using System.Globalization;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>Times in packs: UTC, always with seven decimals, so that their texts sort as the times do.</summary>
static class PackTime
{
    public const int Length = 28;

    const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static void Write(DateTimeOffset time, Span<byte> to)
    {
        Span<char> text = stackalloc char[Length];
        time.UtcDateTime.TryFormat(text, out _, Format, CultureInfo.InvariantCulture);
        System.Text.Encoding.ASCII.GetBytes(text, to);
    }

    public static bool TryRead(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
