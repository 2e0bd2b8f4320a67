using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Dca;

/// <summary>One coin a plan buys.</summary>
/// <param name="Pair">What to buy with what.</param>
/// <param name="Share">The share of the plan's capital to put into it: above 0, at most 1.</param>
public readonly record struct DcaTarget(Pair Pair, decimal Share);
