namespace Orchestrations.Domain.Events.Risk;

/// <summary>What was agreed for a shipment; what is not stated is not judged, or judged by the standard limits.</summary>
public sealed record ShipmentPlan
{
    /// <summary>Nothing agreed.</summary>
    public static ShipmentPlan None { get; } = new();

    /// <summary>The places in order, as events name them. Empty when no route was agreed.</summary>
    public IReadOnlyList<string> Route { get; init; } = [];

    /// <summary>The lowest temperature allowed, in °C.</summary>
    public decimal? LowestTemperature { get; init; }

    /// <summary>The highest temperature allowed, in °C.</summary>
    public decimal? HighestTemperature { get; init; }

    /// <summary>The hardest shock allowed, in g.</summary>
    public decimal HardestShock { get; init; } = 5m;

    /// <summary>The longest time without an event.</summary>
    public TimeSpan LongestGap { get; init; } = TimeSpan.FromHours(72);
}
