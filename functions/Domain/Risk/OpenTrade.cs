using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.Domain.Risk;

/// <summary>A position that a trading engine has open.</summary>
/// <param name="Engine">TREND, FUNDING or TACTICAL: the core holds, it does not trade.</param>
/// <param name="Pair">In what.</param>
public readonly record struct OpenTrade(PortfolioEngine Engine, Pair Pair);
