using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Funding;

/// <summary>What a capital comes to as two legs. There are exactly these two.</summary>
public abstract record HedgeSize
{
    HedgeSize()
    {
    }

    /// <summary>Both legs keep the rules of their instruments, so both may be sent, spot first.</summary>
    /// <param name="Spot">What to buy, in the base coin.</param>
    /// <param name="SpotReceived">What of it arrives after the fee, as expected.</param>
    /// <param name="Perpetual">What to sell of the contract when exactly that arrives; the fills decide in the end.</param>
    public sealed record Sized(Quantity Spot, Quantity SpotReceived, Quantity Perpetual) : HedgeSize;

    /// <summary>One of the legs would be refused by the exchange, so none is sent.</summary>
    /// <param name="Leg">spot or perpetual.</param>
    /// <param name="Reason">Which rule, with the numbers.</param>
    public sealed record TooSmall(string Leg, string Reason) : HedgeSize
    {
        /// <summary>Stable code of this outcome.</summary>
        public const string Code = "ORC-FUNDING-003";
    }
}
