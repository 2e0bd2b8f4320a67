using System.Globalization;

namespace Orchestrations.Domain.Indicators;

/// <summary>The checks that every indicator makes.</summary>
static class Lengths
{
    public const int Longest = 10_000;

    public static int Check(int length, string indicator) => length is >= 1 and <= Longest
        ? length
        : throw new DomainException("ORC-INDICATOR-002", string.Create(
            CultureInfo.InvariantCulture, $"A length of {length} for {indicator} is refused: use 1 to {Longest}."));

    public static void CheckWarm(IIndicator indicator)
    {
        if (indicator.Count < indicator.WarmUp)
            throw new DomainException("ORC-INDICATOR-001", string.Create(
                CultureInfo.InvariantCulture,
                $"{indicator.GetType().Name} was read after {indicator.Count} bars; it needs {indicator.WarmUp}."));
    }
}
