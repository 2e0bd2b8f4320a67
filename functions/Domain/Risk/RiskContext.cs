using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Breaker;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Risk;

/// <summary>
/// Everything the risk rules may look at. They look at nothing else, so a verdict can be repeated from its record.
/// </summary>
/// <param name="Order">The order, sized.</param>
/// <param name="SizedAt">The price it was sized at.</param>
/// <param name="Quote">The prices now.</param>
/// <param name="Balances">What the account holds at the exchange.</param>
/// <param name="PositionValue">What the account holds of the order's base coin, in the quote coin.</param>
/// <param name="Equity">What the whole account is worth, in the quote coin; coins without a price count as nothing.</param>
/// <param name="Limits">The limits.</param>
/// <param name="EmergencyStop">The reason of the emergency stop when it is on; otherwise null.</param>
/// <param name="Now">The time, UTC.</param>
public sealed record RiskContext(
    OrderRequest Order,
    Price SizedAt,
    Quote Quote,
    IReadOnlyList<Money> Balances,
    Money PositionValue,
    Money Equity,
    RiskLimits Limits,
    string? EmergencyStop,
    DateTimeOffset Now)
{
    /// <summary>What the order is for.</summary>
    public OrderPurpose Purpose { get; init; }

    /// <summary>The engine that orders.</summary>
    public PortfolioEngine Engine { get; init; }

    /// <summary>
    /// What the books say other engines hold of the order's quote coin: in the account, but not this engine's to spend. Null for
    /// nothing.
    /// </summary>
    public Money? OthersCash { get; init; }

    /// <summary>
    /// What the books say the engine has left of the coin that a spot order gives away, less what earlier orders of it without a known
    /// end may still give. Null for contracts, and for a buy beside no such order.
    /// </summary>
    public Money? Unpromised { get; init; }

    /// <summary>The reason of the kill switch when it is on; otherwise null.</summary>
    public string? KillSwitch { get; init; }

    /// <summary>The breaker's level.</summary>
    public BreakerLevel Breaker { get; init; }

    /// <summary>
    /// What the equity was when the day (UTC) began, with what came and went since counted in; null when it is not known.
    /// </summary>
    public Money? DayStartEquity { get; init; }

    /// <summary>The stop that protects an entry; null for entries without one.</summary>
    public Price? Stop { get; init; }

    /// <summary>What the trading engines have open.</summary>
    public IReadOnlyList<OpenTrade> OpenTrades { get; init; } = [];

    /// <summary>When the engine last closed the order's pair at a loss, UTC; null for never.</summary>
    public DateTimeOffset? LastLoss { get; init; }

    /// <summary>Every coin held, in the quote coin, with how it moves with the order's coin. Cash is not among them.</summary>
    public IReadOnlyList<CoinExposure> Exposures { get; init; } = [];

    /// <summary>True for an order that takes on risk.</summary>
    public bool IsEntry => Purpose == OrderPurpose.Entry;

    /// <summary>What the order would trade at now: the ask for a buy, the bid for a sell.</summary>
    public Price Price => Order.Side == OrderSide.Buy ? Quote.Ask : Quote.Bid;

    /// <summary>The order at that price, in the quote coin.</summary>
    public Money Notional => Price * Order.Quantity;

    /// <summary>What the account holds of a coin.</summary>
    public Money Balance(Asset asset) =>
        Balances.Where(b => b.Asset == asset).Aggregate(Money.Zero(asset), (sum, b) => sum + b);
}
