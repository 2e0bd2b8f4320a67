using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>A rate that was settled. A long pays size × mark price × rate and a short receives it; the other way when negative.</summary>
/// <param name="Pair">The contract.</param>
/// <param name="Time">When it was settled, UTC; it is known from then on, not before.</param>
/// <param name="Rate">As a share of the position's value for one interval of the contract.</param>
public sealed record FundingRate(Pair Pair, DateTimeOffset Time, decimal Rate);
