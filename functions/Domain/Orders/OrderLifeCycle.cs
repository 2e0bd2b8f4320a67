using System.Collections.Frozen;

namespace Orchestrations.Domain.Orders;

/// <summary>
/// Which stage of an order may follow which, as data. Invariants: nothing leaves an end; from Unknown no path leads to a
/// resubmission other than through Submitting; an order that was filled in part is never again an order without fills.
/// </summary>
public static class OrderLifeCycle
{
    static readonly FrozenDictionary<OrderStage, FrozenSet<OrderStage>> next = new Dictionary<OrderStage, FrozenSet<OrderStage>>
    {
        [OrderStage.Intended] = Set(OrderStage.NotPlaced, OrderStage.Refused, OrderStage.Submitting),
        // Refused: stopped between the check and the send. The others: a second look (the kill switch, a reconciliation, after a
        // run that was ended) may learn the truth before whoever sends has recorded an answer.
        [OrderStage.Submitting] = Set(
            OrderStage.Accepted, OrderStage.Rejected, OrderStage.Unknown, OrderStage.Refused, OrderStage.PartiallyFilled,
            OrderStage.Filled, OrderStage.PartiallyFilledCancelled, OrderStage.Cancelled, OrderStage.Unresolved),
        [OrderStage.Unknown] = Set(
            OrderStage.Submitting, OrderStage.Accepted, OrderStage.PartiallyFilled, OrderStage.Filled,
            OrderStage.PartiallyFilledCancelled, OrderStage.Cancelled, OrderStage.Rejected, OrderStage.Unresolved),
        [OrderStage.Accepted] = Set(
            OrderStage.PartiallyFilled, OrderStage.Filled, OrderStage.PartiallyFilledCancelled,
            OrderStage.Cancelled, OrderStage.Rejected, OrderStage.Unresolved),
        [OrderStage.PartiallyFilled] = Set(OrderStage.Filled, OrderStage.PartiallyFilledCancelled, OrderStage.Unresolved),
        // A later look can still learn the truth.
        [OrderStage.Unresolved] = Set(
            OrderStage.Accepted, OrderStage.PartiallyFilled, OrderStage.Filled, OrderStage.PartiallyFilledCancelled,
            OrderStage.Cancelled, OrderStage.Rejected),
        [OrderStage.NotPlaced] = [],
        [OrderStage.Refused] = [],
        [OrderStage.Filled] = [],
        [OrderStage.PartiallyFilledCancelled] = [],
        [OrderStage.Cancelled] = [],
        [OrderStage.Rejected] = [],
    }.ToFrozenDictionary();

    /// <summary>True when nothing can follow.</summary>
    public static bool IsEnd(OrderStage stage) => next[stage].Count == 0;

    /// <summary>True when the order was, or may have been, sent to the exchange.</summary>
    public static bool MayBeAtExchange(OrderStage stage) =>
        stage is not (OrderStage.Intended or OrderStage.NotPlaced or OrderStage.Refused);

    /// <summary>
    /// True when <paramref name="to"/> may follow <paramref name="from"/>; staying is always allowed, so that a step may run
    /// twice.
    /// </summary>
    public static bool CanMove(OrderStage from, OrderStage to) => from == to || next[from].Contains(to);

    /// <summary>Moves on, or refuses.</summary>
    /// <exception cref="DomainException">ORC-ORDER-002: the move is not in the table.</exception>
    public static OrderStage Move(OrderStage from, OrderStage to) => CanMove(from, to)
        ? to
        : throw new DomainException("ORC-ORDER-002", $"An order cannot go from {from} to {to}.");

    /// <summary>The stage that the exchange's status means here.</summary>
    public static OrderStage StageOf(OrderStatus status) => status switch
    {
        OrderStatus.New => OrderStage.Accepted,
        OrderStatus.PartiallyFilled => OrderStage.PartiallyFilled,
        OrderStatus.Filled => OrderStage.Filled,
        OrderStatus.PartiallyFilledCanceled => OrderStage.PartiallyFilledCancelled,
        OrderStatus.Cancelled => OrderStage.Cancelled,
        OrderStatus.Rejected => OrderStage.Rejected,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status of an order."),
    };

    static FrozenSet<OrderStage> Set(params OrderStage[] stages) => stages.ToFrozenSet();
}
