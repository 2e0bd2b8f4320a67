namespace Orchestrations.Domain.Market;

/// <summary>The crypto fear and greed index of one day.</summary>
/// <param name="Day">It is published at 00:00 UTC of this day, and made from the days before.</param>
/// <param name="Value">0 (extreme fear) to 100 (extreme greed).</param>
public sealed record FearGreed(DateOnly Day, int Value);
