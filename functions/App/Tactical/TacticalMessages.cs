using System.Text.Json.Serialization;
using Orchestrations.App.Orders;

namespace Orchestrations.App.Tactical;

// What the tactical reserve is told, and what its orchestration and activities say to each other. Amounts are JSON numbers:
// see Orders/OrderMessages.

/// <summary>The body of <c>POST api/tactical/runs</c> and of messages in the queue <c>tactical-commands</c>: look now.</summary>
/// <param name="Reason">Why somebody asks, for the record: 1 to 500 characters.</param>
public sealed record TacticalCommand(string Reason);

/// <summary>A run that was started or found.</summary>
/// <param name="Id">The instance id; runs of one hour are one.</param>
public sealed record TacticalRunStarted(string Id);

/// <summary>The input of <see cref="TacticalOrchestrator"/>.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Run">The run's name.</param>
/// <param name="SliceEvery">Time between two slices of a deployment.</param>
public sealed record TacticalInput(string Portfolio, string Run, TimeSpan SliceEvery)
{
    /// <summary>True when a run that does something is to end in a proof pack.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Prove { get; init; }
}

/// <summary>The input of DecideTactical.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Run">The run; it decides once.</param>
/// <param name="Now">The orchestration's time, UTC.</param>
public sealed record TacticalStep(string Portfolio, string Run, DateTimeOffset Now);

/// <summary>What a run will do.</summary>
/// <param name="Outcome">NoCrisis, AllDeployed, CoolingDown, NoReserve, Deploys, or Paused while entries are refused.</param>
/// <param name="Score">The crisis score, 0 to 6.</param>
/// <param name="Again">Orders of earlier runs without a known end, looked at first.</param>
/// <param name="Exits">Positions that go back to the core, carried out next.</param>
/// <param name="Slices">The deployment's orders, slice by slice; empty when there is none.</param>
public sealed record TacticalDecided(
    string Outcome, int Score, IReadOnlyList<TacticalOpenOrder> Again, IReadOnlyList<TacticalExitOrder> Exits,
    IReadOnlyList<IReadOnlyList<OrderInput>> Slices);

/// <summary>An order of an earlier run without a known end.</summary>
/// <param name="Position">The position it belongs to.</param>
/// <param name="OpenedAt">When it was recorded, UTC.</param>
/// <param name="Order">The order.</param>
public sealed record TacticalOpenOrder(string Position, DateTimeOffset OpenedAt, OrderInput Order);

/// <summary>A position that goes back to the core.</summary>
/// <param name="Position">Its id.</param>
/// <param name="Why">ProfitTarget or HeldLongEnough.</param>
/// <param name="Order">The order that sells it.</param>
public sealed record TacticalExitOrder(string Position, string Why, OrderInput Order);

/// <summary>The input of RecordTacticalOrder.</summary>
/// <param name="Order">The order.</param>
/// <param name="Position">The position it belongs to.</param>
/// <param name="OpenedAt">When the deployment was decided, UTC.</param>
/// <param name="Result">What it came to; null when its orchestration failed.</param>
public sealed record TacticalOrderEnd(OrderInput Order, string Position, DateTimeOffset OpenedAt, OrderResult? Result);

/// <summary>One order of a run.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Side">Buy or Sell.</param>
/// <param name="Status">As in <see cref="OrderResult.Status"/>, or Failed when the order's orchestration failed.</param>
/// <param name="NetQuantity">What arrived or left, in the base coin.</param>
/// <param name="Notional">What was spent or raised, in the quote coin.</param>
/// <param name="Returned">What went to the core by ledger transfer, in the quote coin.</param>
/// <param name="Code">Why it was not simply filled; null when it was.</param>
public sealed record TacticalLine(
    string Symbol, string Side, string Status, decimal NetQuantity, decimal Notional, decimal Returned, string? Code);

/// <summary>What a run came to: the output of <see cref="TacticalOrchestrator"/>.</summary>
/// <param name="Outcome">As decided.</param>
/// <param name="Score">The crisis score.</param>
/// <param name="Orders">Its orders, in the order they were carried out.</param>
public sealed record TacticalResult(string Outcome, int Score, IReadOnlyList<TacticalLine> Orders);

/// <summary>The input of RecordTactical.</summary>
/// <param name="Run">The run.</param>
/// <param name="Result">What it came to.</param>
public sealed record TacticalEnd(string Run, TacticalResult Result);
