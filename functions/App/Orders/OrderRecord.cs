using Orchestrations.App.Risk;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Orders;

/// <summary>
/// An order as stored, from its intent to its end. Invariants: size and price never change once recorded; the stage only
/// moves as <see cref="OrderLifeCycle"/> allows; the number of sends is written before each send.
/// </summary>
/// <param name="Order">The intent.</param>
/// <param name="ClientId">Our id of the order.</param>
/// <param name="Stage">A name of <see cref="OrderStage"/>.</param>
/// <param name="Quantity">The sized quantity in the base coin; zero when it was not placed.</param>
/// <param name="Price">The price it was sized at; zero when it was not placed.</param>
/// <param name="CreatedAt">When the intent was recorded, UTC.</param>
public sealed record OrderRecord(
    OrderInput Order, string ClientId, string Stage, decimal Quantity, decimal Price, DateTimeOffset CreatedAt)
{
    /// <summary>What the breaker multiplied the size with when it was recorded; null for nothing.</summary>
    public decimal? SizeFactor { get; init; }

    /// <summary>What the risk rules said; null before they were asked.</summary>
    public OrderRiskRecord? Risk { get; init; }

    /// <summary>How often it was sent, counting a send that may have been cut off.</summary>
    public int Submits { get; init; }

    /// <summary>When it was first sent, UTC.</summary>
    public DateTimeOffset? FirstSubmit { get; init; }

    /// <summary>What the last send led to; null while it is under way.</summary>
    public OrderSubmitted? Submitted { get; init; }

    /// <summary>True once the exchange said, or a look-up showed, that it has the order.</summary>
    public bool Acknowledged { get; init; }

    /// <summary>The exchange's id, once known.</summary>
    public string? OrderId { get; init; }

    /// <summary>What the fills posted so far come to; null before any.</summary>
    public OrderFillsRecord? Fills { get; init; }

    /// <summary>Why it ended otherwise than filled, as a stable code.</summary>
    public string? Code { get; init; }

    /// <summary>The same for people.</summary>
    public string? Reason { get; init; }

    internal OrderStage At => Enum.Parse<OrderStage>(Stage);

    internal Pair Pair => Pair.Parse(Order.Symbol);

    internal OrderRequest Request => new(new ClientOrderId(ClientId), Pair, SideOf(Order), new Quantity(Quantity, Pair.Base))
    {
        Category = CategoryOf(Order),
        ReduceOnly = Order.ReduceOnly,
    };

    internal RiskSubject Subject => new(
        Order.Portfolio, Account.ParseEngine(Order.Engine), PurposeOf(Order), Order.Stop is { } stop ? new Price(stop, Pair) : null);

    internal OrderRecord MoveTo(OrderStage stage) => this with { Stage = OrderLifeCycle.Move(At, stage).ToString() };

    internal static OrderSide SideOf(OrderInput order) => order.Side switch
    {
        "Buy" => OrderSide.Buy,
        "Sell" => OrderSide.Sell,
        _ => throw new DomainException("ORC-ORDER-004", $"'{order.Side}' is not a side: use Buy or Sell."),
    };

    internal static OrderCategory CategoryOf(OrderInput order) => order.Market switch
    {
        null or nameof(OrderCategory.Spot) => OrderCategory.Spot,
        nameof(OrderCategory.Linear) => OrderCategory.Linear,
        _ => throw new DomainException("ORC-ORDER-004", $"'{order.Market}' is not a market: use Spot or Linear."),
    };

    internal static OrderPurpose PurposeOf(OrderInput order) => order.Purpose switch
    {
        nameof(OrderPurpose.Entry) => OrderPurpose.Entry,
        nameof(OrderPurpose.Hedge) => OrderPurpose.Hedge,
        nameof(OrderPurpose.Exit) => OrderPurpose.Exit,
        _ => throw new DomainException("ORC-ORDER-004", $"'{order.Purpose}' is not a purpose: use Entry, Hedge or Exit."),
    };

    internal static OrderIntent IntentOf(OrderInput order) => new(
        order.Operation, order.Instance, order.Step,
        Pair.Parse(order.Symbol), SideOf(order), new Money(order.Size, new Asset(order.SizeAsset)));
}

/// <summary>What the risk rules said about an order, as stored.</summary>
/// <param name="Answer">The overall answer.</param>
/// <param name="Verdicts">Every rule's verdict.</param>
public sealed record OrderRiskRecord(OrderRiskAnswer Answer, IReadOnlyList<OrderVerdictRecord> Verdicts);

/// <summary>One rule's verdict, as stored.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Allowed">False when it refused.</param>
/// <param name="Code">The refusal's code.</param>
/// <param name="Reason">For people.</param>
/// <param name="Measures">What it looked at.</param>
public sealed record OrderVerdictRecord(
    string Rule, bool Allowed, string? Code, string Reason, IReadOnlyDictionary<string, string> Measures);

/// <summary>What an order's fills come to, as stored; the fields of <see cref="FillSummary"/>.</summary>
/// <param name="Quantity">Base coin, before fees.</param>
/// <param name="NetQuantity">Base coin, after fees in it.</param>
/// <param name="Notional">Quote coin.</param>
/// <param name="NetNotional">Quote coin; what counts as progress.</param>
/// <param name="Fees">One for each coin.</param>
/// <param name="Executions">The ids of the executions, oldest first.</param>
public sealed record OrderFillsRecord(
    decimal Quantity, decimal NetQuantity, decimal Notional, decimal NetNotional,
    IReadOnlyList<OrderFee> Fees, IReadOnlyList<string> Executions)
{
    /// <summary>The ledger entries they were posted as, by their sources; null in records of older versions, of spot orders.</summary>
    public IReadOnlyList<string>? Postings { get; init; }
}
