using Orchestrations.App.Orders;

namespace Orchestrations.App.Reconciliation;

// What the reconciliation and its activities say to each other.

/// <summary>The input of <see cref="ReconciliationOrchestrator"/>.</summary>
/// <param name="Portfolio">Whose books.</param>
/// <param name="SecondLookAfter">How long after a difference was seen it is looked for again.</param>
public sealed record ReconciliationInput(string Portfolio, TimeSpan SecondLookAfter);

/// <summary>Something that our books and the exchange say differently.</summary>
/// <param name="Kind">balance, position, order, settlement or stop.</param>
/// <param name="Subject">The coin, the contract or the order.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Books">What our side says.</param>
/// <param name="Exchange">What the exchange says.</param>
/// <param name="ExplainedBy">Orders under way that may explain it; null when there is none.</param>
public sealed record ReconciliationDifference(
    string Kind, string Subject, string Code, string Books, string Exchange, string? ExplainedBy = null);

/// <summary>What one look showed.</summary>
/// <param name="Booked">How many lines of the transaction log were new.</param>
/// <param name="Differences">What differs.</param>
/// <param name="Orders">Orders without a known end that nobody works on, to be looked at again.</param>
public sealed record ReconciliationLook(
    int Booked, IReadOnlyList<ReconciliationDifference> Differences, IReadOnlyList<OrderInput> Orders);

/// <summary>The input of RecordReconciliation.</summary>
/// <param name="Input">The run's input.</param>
/// <param name="Instance">The run.</param>
/// <param name="First">What the first look showed.</param>
/// <param name="Second">What the second look showed; null when there was nothing to look at again.</param>
public sealed record ReconciliationLooks(
    ReconciliationInput Input, string Instance, ReconciliationLook First, ReconciliationLook? Second);

/// <summary>What a run came to: the output of <see cref="ReconciliationOrchestrator"/>.</summary>
/// <param name="Booked">How many lines of the transaction log were new.</param>
/// <param name="OrdersLookedAt">How many orders without a known end were looked at.</param>
/// <param name="Differences">What both looks showed; each is an alert unless an order under way explains it.</param>
public sealed record ReconciliationResult(
    int Booked, int OrdersLookedAt, IReadOnlyList<ReconciliationDifference> Differences);
