namespace Orchestrations.Domain.Orders;

/// <summary>The direction of an order, seen from the account.</summary>
public enum OrderSide
{
    /// <summary>Base coin in, quote coin out.</summary>
    Buy,

    /// <summary>Base coin out, quote coin in.</summary>
    Sell,
}
