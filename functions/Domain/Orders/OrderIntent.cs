using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Orders;

/// <summary>What somebody decided to trade, before sizing. Two equal intents are one order, however often they are sent.</summary>
public sealed record OrderIntent
{
    /// <param name="operation">What orders: dca, rebalance, trend.</param>
    /// <param name="instance">The orchestration instance the order belongs to.</param>
    /// <param name="step">Which order of the instance: the symbol, or a leg.</param>
    /// <param name="pair">What to trade.</param>
    /// <param name="side">The direction.</param>
    /// <param name="size">Above zero: an amount of the quote coin (to spend or raise) or of the base coin (to trade).</param>
    /// <exception cref="DomainException">ORC-ORDER-004: size of another coin or not above zero. ORC-ORDER-005: an empty part.</exception>
    public OrderIntent(string operation, string instance, string step, Pair pair, OrderSide side, Money size)
    {
        ClientId = ClientOrderIds.FromIntent(operation, instance, step);
        if (!size.IsPositive || (size.Asset != pair.Base && size.Asset != pair.Quote))
            throw new DomainException("ORC-ORDER-004", $"An order of {pair} cannot have the size {size}: use an amount above zero of {pair.Base} or {pair.Quote}.");
        Operation = operation;
        Instance = instance;
        Step = step;
        Pair = pair;
        Side = side;
        Size = size;
    }

    /// <summary>What orders: dca, rebalance, trend.</summary>
    public string Operation { get; }

    /// <summary>The orchestration instance the order belongs to.</summary>
    public string Instance { get; }

    /// <summary>Which order of the instance.</summary>
    public string Step { get; }

    /// <summary>What to trade.</summary>
    public Pair Pair { get; }

    /// <summary>The direction.</summary>
    public OrderSide Side { get; }

    /// <summary>An amount of the quote coin or of the base coin; above zero.</summary>
    public Money Size { get; }

    /// <summary>The id under which the exchange knows the order.</summary>
    public ClientOrderId ClientId { get; }
}
