namespace Orchestrations.Domain.CanonicalJson;

/// <summary>How large a JSON text may be before it is refused.</summary>
/// <param name="Bytes">Most bytes of UTF-8, 1 to 1,073,741,824.</param>
/// <param name="Depth">Most objects and arrays within each other, 1 to 256.</param>
/// <param name="Values">Most values and names together: each takes 24 bytes of memory, twelve times the shortest text of one.</param>
public sealed record JsonLimits(int Bytes, int Depth, int Values = JsonLimits.MostValues)
{
    const int MostValues = 1 << 26;

    /// <summary>For one document of a stranger: 1 MiB, 64 levels.</summary>
    public static JsonLimits Document { get; } = new(1 << 20, 64);

    /// <summary>For a whole proof pack: 1 GiB, 80 levels (an event's own 64 lie inside), 67,108,864 values and names.</summary>
    public static JsonLimits Pack { get; } = new(1 << 30, 80);
}
