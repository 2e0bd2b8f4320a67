namespace Orchestrations.Domain.Orders;

/// <summary>Which position of a contract an order is for (Bybit's <c>positionIdx</c>).</summary>
public enum PositionIndex
{
    /// <summary>The one position of the contract: buys and sells net. What this system uses.</summary>
    OneWay = 0,

    /// <summary>The long side of hedge mode.</summary>
    HedgeLong = 1,

    /// <summary>The short side of hedge mode.</summary>
    HedgeShort = 2,
}
