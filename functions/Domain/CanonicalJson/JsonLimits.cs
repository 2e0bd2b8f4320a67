namespace Orchestrations.Domain.CanonicalJson;

/// <summary>How large a JSON text may be before it is refused.</summary>
/// <param name="Bytes">Most bytes of UTF-8, 1 to 1,073,741,824.</param>
/// <param name="Depth">Most objects and arrays within each other, 1 to 256.</param>
public sealed record JsonLimits(int Bytes, int Depth)
{
    /// <summary>For one document of a stranger: 1 MiB, 64 levels.</summary>
    public static JsonLimits Document { get; } = new(1 << 20, 64);

    /// <summary>For a whole proof pack: 1 GiB, 80 levels (an event's own 64 lie inside).</summary>
    public static JsonLimits Pack { get; } = new(1 << 30, 80);
}
