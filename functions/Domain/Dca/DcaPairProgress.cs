using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Dca;

/// <summary>
/// An amount that an order was decided for and whose end is not counted yet: it is spent as far as later decisions go, so
/// that two runs can never buy the same amount.
/// </summary>
/// <param name="Order">The orchestration instance that ordered it.</param>
/// <param name="Amount">What the order was to spend.</param>
/// <param name="Unresolved">True when the order was left without a known end; a later run looks again.</param>
public readonly record struct DcaReservation(string Order, Money Amount, bool Unresolved = false);

/// <summary>How far a plan has come with one pair. Counted in what arrived, not in orders sent.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Notional">What was spent, in the quote coin.</param>
/// <param name="NetNotional">What counts as progress: the sum of price x (quantity - base fee).</param>
/// <param name="NetQuantity">What arrived, in the base coin.</param>
/// <param name="Carried">The amount that last proved too small to order; it widens the catch-up limit until something fills.
/// </param>
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

    /// <summary>Before an order is sent: its amount is set aside. Reserving twice for one order reserves once.</summary>
    /// <param name="order">The orchestration instance that orders.</param>
    /// <param name="amount">What the order is to spend.</param>
    public DcaPairProgress Reserve(string order, Money amount) =>
        Reserved.Any(r => r.Order == order) ? this : this with { Reserved = [.. Reserved, new DcaReservation(order, amount)] };

    /// <summary>After an order ended: its fills are counted and its reservation is released; what it did not fill is due again.</summary>
    /// <param name="order">The orchestration instance that ordered.</param>
    /// <param name="fills">What it filled; may be nothing.</param>
    public DcaPairProgress Ended(string order, FillSummary fills) => this with
    {
        Notional = Notional + fills.Notional,
        NetNotional = NetNotional + fills.NetNotional,
        NetQuantity = NetQuantity + fills.NetQuantity,
        Carried = fills.Quantity.IsZero ? Carried : Money.Zero(Pair.Quote),
        Reserved = Without(order),
    };

    /// <summary>After an amount proved too small to order: it stays due, and the next run may add to it.</summary>
    /// <param name="order">The orchestration instance that tried.</param>
    public DcaPairProgress TooSmall(string order)
    {
        var tried = Reserved.Where(r => r.Order == order).Aggregate(Money.Zero(Pair.Quote), (sum, r) => sum + r.Amount);
        return this with { Carried = Money.Max(Carried, tried), Reserved = Without(order) };
    }

    /// <summary>After an order was left without a known end: its amount stays reserved, and a later run looks again.</summary>
    /// <param name="order">The orchestration instance that ordered.</param>
    public DcaPairProgress LeftUnresolved(string order) =>
        this with { Reserved = [.. Reserved.Select(r => r.Order == order ? r with { Unresolved = true } : r)] };

    IReadOnlyList<DcaReservation> Without(string order) => [.. Reserved.Where(r => r.Order != order)];
}
