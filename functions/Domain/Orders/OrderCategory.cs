namespace Orchestrations.Domain.Orders;

/// <summary>The market an order belongs to (Bybit's <c>category</c>). Client ids, histories and error codes are separate.</summary>
public enum OrderCategory
{
    /// <summary>Coins against USDT.</summary>
    Spot,

    /// <summary>Perpetual contracts settled in USDT.</summary>
    Linear,
}
