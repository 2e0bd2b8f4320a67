namespace Orchestrations.Domain.Tests;

/// <summary>A seeded source of numbers (SplitMix64), so that a failing test repeats.</summary>
sealed class Chance(long seed)
{
    ulong state = (ulong)seed;

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public void Fill(Span<byte> bytes)
    {
        foreach (ref var b in bytes)
            b = (byte)Next();
    }

    ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
