using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Instruments;

/// <summary>What an amount comes to as an order under an instrument's rules. There are exactly these two.</summary>
public abstract record OrderSize
{
    OrderSize()
    {
    }

    /// <summary>An order of this size keeps every rule of the instrument.</summary>
    /// <param name="Quantity">In the base coin; a multiple of the lot step, above zero.</param>
    /// <param name="Price">The price it was sized at: the ask for a buy, the bid for a sell.</param>
    /// <param name="Capped">True when the exchange's cap for one market order cut it; the rest stays due.</param>
    public sealed record Sized(Quantity Quantity, Price Price, bool Capped) : OrderSize
    {
        /// <summary>Price times quantity, in the quote coin, before the fee.</summary>
        public Money Notional => Price * Quantity;
    }

    /// <summary>Too little for one order now. It is not lost: the caller carries the amount over.</summary>
    /// <param name="Reason">Which rule, with the numbers.</param>
    public sealed record TooSmall(string Reason) : OrderSize
    {
        /// <summary>Stable code of this outcome.</summary>
        public const string Code = "ORC-ORDER-003";
    }
}
