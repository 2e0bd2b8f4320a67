using System.Text.Json.Serialization;

namespace Orchestrations.App.Orders;

// What orchestrations and activities say to each other about orders. Amounts are JSON numbers here: System.Text.Json writes
// and reads decimal without binary floating point, and the durable backends keep payloads as opaque text. Everything that
// leaves for a store or an HTTP client has amounts as strings instead (Storage/DecimalText).

/// <summary>
/// An order to be carried out: the input of <see cref="OrderOrchestrator"/> and the identity in all its activities.
/// </summary>
/// <param name="Portfolio">Whose ledger it is posted to.</param>
/// <param name="Engine">The engine's code: CORE, TREND, FUNDING, TACTICAL.</param>
/// <param name="Operation">What orders: dca.</param>
/// <param name="Instance">The orchestration instance it belongs to.</param>
/// <param name="Step">Which order of the instance: the symbol, or a leg.</param>
/// <param name="Symbol">The pair, such as BTCUSDT.</param>
/// <param name="Side">Buy or Sell.</param>
/// <param name="Size">Above zero, in units of <paramref name="SizeAsset"/>.</param>
/// <param name="SizeAsset">The pair's quote coin (to spend or raise) or base coin (to trade).</param>
public sealed record OrderInput(
    string Portfolio,
    string Engine,
    string Operation,
    string Instance,
    string Step,
    string Symbol,
    string Side,
    decimal Size,
    string SizeAsset)
{
    /// <summary>Spot or Linear: a name of <see cref="Domain.Orders.OrderCategory"/>; spot when it is left out.</summary>
    public string? Market { get; init; }

    /// <summary>True when the order may only make a position smaller; of contracts only.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>
    /// A name of <see cref="Domain.Orders.OrderPurpose"/>: Entry unless set. Entries may be refused and made smaller by the risk
    /// book; hedges and exits are let through where a limit would keep more risk.
    /// </summary>
    public string Purpose { get; init; } = nameof(Domain.Orders.OrderPurpose.Entry);

    /// <summary>The stop that protects an entry, in quote units per base unit; null for none.</summary>
    public decimal? Stop { get; init; }

    /// <summary>
    /// When it is too late to send it, UTC: what it was decided on is old then, and a later run has decided anew. Null for never, as in
    /// orders of older versions.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NotAfter { get; init; }
}

/// <summary>Where a prepared order stands.</summary>
/// <param name="ClientId">Our id of the order.</param>
/// <param name="Stage">A name of <see cref="Domain.Orders.OrderStage"/>.</param>
/// <param name="Acknowledged">True once the exchange said it has the order.</param>
/// <param name="Submits">How often it was sent.</param>
/// <param name="FirstSubmit">When it was first sent, UTC; null before.</param>
/// <param name="Code">Why it ended, when it ended before it was sent.</param>
/// <param name="Reason">The same for people.</param>
public sealed record OrderTicket(
    string ClientId, string Stage, bool Acknowledged, int Submits, DateTimeOffset? FirstSubmit, string? Code, string? Reason);

/// <summary>What the risk rules said.</summary>
/// <param name="Allowed">False when a rule refused.</param>
/// <param name="Code">The first refusal's code.</param>
/// <param name="Reason">The first refusal's reason.</param>
public sealed record OrderRiskAnswer(bool Allowed, string? Code, string? Reason);

/// <summary>The input of SubmitOrder.</summary>
/// <param name="Order">The order.</param>
/// <param name="Attempt">Which send this is, from 1; a step that runs twice for one attempt sends once.</param>
public sealed record OrderSubmission(OrderInput Order, int Attempt);

/// <summary>What a send led to.</summary>
/// <param name="Outcome">
/// Accepted, Rejected, RejectedAgain (a later send; an earlier one may live), NotSent (stopped before this send; an earlier one may
/// live) or Unknown.
/// </param>
/// <param name="OrderId">The exchange's id, when it said one.</param>
/// <param name="Code">The exchange's code of a rejection, or ours of what stopped the send.</param>
/// <param name="Reason">For people.</param>
public sealed record OrderSubmitted(string Outcome, string? OrderId, string? Code, string? Reason)
{
    /// <summary>How long an order that was rejected again is looked for before nothing is believed to have been filled.</summary>
    /// <remarks>
    /// Null in answers of versions that looked for <see cref="Domain.Orders.ResolvePolicy.LeastWait"/>: their histories go on as they
    /// began.
    /// </remarks>
    public TimeSpan? LookFor { get; init; }
}

/// <summary>What a look-up showed.</summary>
/// <param name="Answer">Found, NotFound or Unavailable.</param>
/// <param name="Stage">When found: a name of <see cref="Domain.Orders.OrderStage"/>.</param>
/// <param name="IsFinal">When found: true when nothing more can be filled.</param>
/// <param name="Filled">When found: what was filled, in the base coin.</param>
/// <param name="Reason">The exchange's reason of a cancellation or rejection, or why it was unavailable.</param>
public sealed record OrderLookUp(string Answer, string? Stage, bool IsFinal, decimal Filled, string? Reason);

/// <summary>The input of PostOrderFills.</summary>
/// <param name="Order">The order.</param>
/// <param name="Filled">What the order shows as filled, in the base coin.</param>
public sealed record OrderFillsInput(OrderInput Order, decimal Filled);

/// <summary>What posting an order's fills came to.</summary>
/// <param name="Complete">True when the fills sum to what the order shows as filled.</param>
public sealed record OrderFillsPosted(bool Complete);

/// <summary>The input of RecordOrderOutcome.</summary>
/// <param name="Order">The order.</param>
/// <param name="By">The orchestration instance that brought it to its end; names the audit record.</param>
/// <param name="Stage">The end it came to; a name of <see cref="Domain.Orders.OrderStage"/>.</param>
/// <param name="Code">Why, as a stable code; null when it was filled.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record OrderEnd(OrderInput Order, string By, string Stage, string? Code, string? Reason);

/// <summary>A fee in one coin.</summary>
/// <param name="Amount">In units of the coin; negative for a rebate.</param>
/// <param name="Asset">The coin.</param>
public sealed record OrderFee(decimal Amount, string Asset);

/// <summary>What an order came to: the output of <see cref="OrderOrchestrator"/>. Amounts are JSON numbers.</summary>
/// <param name="ClientId">Our id of the order.</param>
/// <param name="Symbol">The pair.</param>
/// <param name="Side">Buy or Sell.</param>
/// <param name="Status">
/// Filled, PartiallyFilledCancelled, Cancelled, Rejected, Refused, NotPlaced or Unresolved (its fills may be incomplete).
/// </param>
/// <param name="Quantity">What was filled, in the base coin, before fees.</param>
/// <param name="NetQuantity">The same less fees in the base coin.</param>
/// <param name="Notional">Price times quantity, in the quote coin.</param>
/// <param name="NetNotional">What counts as progress, in the quote coin; see <see cref="Domain.Orders.FillSummary"/>.</param>
/// <param name="Fees">One for each coin fees were charged in.</param>
/// <param name="AveragePrice">Notional per unit of the base coin; null when nothing was filled.</param>
/// <param name="Code">Why it was not simply filled; null when it was.</param>
/// <param name="Reason">The same for people.</param>
public sealed record OrderResult(
    string ClientId,
    string Symbol,
    string Side,
    string Status,
    decimal Quantity,
    decimal NetQuantity,
    decimal Notional,
    decimal NetNotional,
    IReadOnlyList<OrderFee> Fees,
    decimal? AveragePrice,
    string? Code,
    string? Reason);
