using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Rebalance;

/// <summary>One trade towards the targets.</summary>
/// <param name="Pair">What is traded.</param>
/// <param name="Side">Sell what is too much, buy what is too little.</param>
/// <param name="Amount">In the quote coin; above zero.</param>
/// <param name="Drift">The share less its target; above zero when there is too much.</param>
public sealed record RebalanceTrade(Pair Pair, OrderSide Side, Money Amount, decimal Drift);
