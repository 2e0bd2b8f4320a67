namespace Orchestrations.Domain.Events;

/// <summary>What the risk rules need of an event; null where the source does not say.</summary>
public sealed record EventFacts
{
    /// <summary>An event that says nothing more.</summary>
    public static EventFacts None { get; } = new();

    /// <summary>When it was written down, UTC.</summary>
    public DateTimeOffset? Recorded { get; init; }

    /// <summary>When it was to happen, UTC, where the event itself says so.</summary>
    public DateTimeOffset? Planned { get; init; }

    /// <summary>Where: a UN/LOCODE, a GLN as Digital Link, or what the source calls the place.</summary>
    public string? Location { get; init; }

    /// <summary>The leg or call it belongs to; plans are compared with what happened within one leg.</summary>
    public string? Leg { get; init; }

    /// <summary>Measured temperatures, in degrees Celsius.</summary>
    public IReadOnlyList<decimal> Temperatures { get; init; } = [];

    /// <summary>The temperature that was set, in degrees Celsius.</summary>
    public decimal? Setpoint { get; init; }

    /// <summary>The hardest shock measured, in multiples of standard gravity (9.80665 m/s²).</summary>
    public decimal? Shock { get; init; }

    /// <summary>Who gave custody away.</summary>
    public string? CustodyFrom { get; init; }

    /// <summary>Who took custody.</summary>
    public string? CustodyTo { get; init; }

    /// <summary>The id of the event that this one takes back.</summary>
    public string? Retracts { get; init; }
}
