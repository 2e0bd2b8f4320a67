using Orchestrations.App.Orders;

namespace Orchestrations.App.Closing;

// What those who close positions and those who ask for it say to each other. Amounts are JSON numbers: see Orders/OrderMessages.

/// <summary>An engine to be closed: sold into cash, whatever it gives.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Engine">The engine's code.</param>
/// <param name="Run">What asks for it; names the orders. An engine is closed once for a run.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record CloseEngineInput(string Portfolio, string Engine, string Run, string Reason);

/// <summary>What closing an engine comes to.</summary>
/// <param name="Orders">What to sell.</param>
public sealed record ClosingDecided(IReadOnlyList<OrderInput> Orders);

/// <summary>The input of RecordClosing.</summary>
/// <param name="Closing">What was to be closed.</param>
/// <param name="Lines">What the orders came to.</param>
public sealed record ClosingStep(CloseEngineInput Closing, IReadOnlyList<ClosedLine> Lines);

/// <summary>One order of a closing.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Status">As in <see cref="OrderResult.Status"/>, or Failed when the order's orchestration failed.</param>
/// <param name="Quantity">What was sold, in the base coin.</param>
/// <param name="Proceeds">What it brought, net of fees in the quote coin.</param>
/// <param name="Code">Why it was not simply filled; null when it was.</param>
public sealed record ClosedLine(string Symbol, string Status, decimal Quantity, decimal Proceeds, string? Code);

/// <summary>What closing an engine came to.</summary>
/// <param name="Engine">The engine's code.</param>
/// <param name="Lines">Its orders; empty when there was nothing to sell, or when it could not be learned.</param>
/// <param name="Code">Why nothing is known of it; null when the orders are.</param>
public sealed record EngineClosed(string Engine, IReadOnlyList<ClosedLine> Lines, string? Code);
