using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Dca;

/// <summary>An amount whose order has no known end: it counts as spent until the truth is known.</summary>
/// <param name="Order">The order's orchestration instance.</param>
/// <param name="Amount">What the order was to spend.</param>
public readonly record struct DcaReservation(string Order, Money Amount);

/// <summary>How far a plan has come with one pair. Counted in what arrived, not in orders sent.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Notional">What was spent, in the quote coin.</param>
/// <param name="NetNotional">What counts as progress: the sum of price x (quantity - base fee).</param>
/// <param name="NetQuantity">What arrived, in the base coin.</param>
/// <param name="Carried">The amount that last proved too small to order; it widens the catch-up limit until something fills.</param>
/// <param name="Reserved">Amounts of orders without a known end.</param>
public sealed record DcaPairProgress(
    Pair Pair,
    Money Notional,
    Money NetNotional,
    Money NetQuantity,
    Money Carried,
    IReadOnlyList<DcaReservation> Reserved)
{
    /// <summary>Nothing bought of a pair.</summary>
    public static DcaPairProgress None(Pair pair) =>
        new(pair, Money.Zero(pair.Quote), Money.Zero(pair.Quote), Money.Zero(pair.Base), Money.Zero(pair.Quote), []);

    /// <summary>The sum of the reservations.</summary>
    public Money ReservedAmount => Reserved.Aggregate(Money.Zero(Pair.Quote), (sum, r) => sum + r.Amount);

    /// <summary>After an order ended: its fills are counted and its reservation, if it had one, is released.</summary>
    /// <param name="order">The order's orchestration instance.</param>
    /// <param name="fills">What it filled; may be nothing.</param>
    public DcaPairProgress Ended(string order, FillSummary fills) => this with
    {
        Notional = Notional + fills.Notional,
        NetNotional = NetNotional + fills.NetNotional,
        NetQuantity = NetQuantity + fills.NetQuantity,
        Carried = fills.Quantity.IsZero ? Carried : Money.Zero(Pair.Quote),
        Reserved = [.. Reserved.Where(r => r.Order != order)],
    };

    /// <summary>After an amount proved too small to order: it stays due.</summary>
    public DcaPairProgress TooSmall(Money amount) => this with { Carried = Money.Max(Carried, amount) };

    /// <summary>After an order was left without a known end: its amount is not spent a second time.</summary>
    public DcaPairProgress Unresolved(string order, Money amount) =>
        Reserved.Any(r => r.Order == order) ? this : this with { Reserved = [.. Reserved, new DcaReservation(order, amount)] };
}
