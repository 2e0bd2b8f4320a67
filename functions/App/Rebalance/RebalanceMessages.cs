using System.Text.Json.Serialization;
using Orchestrations.App.Orders;

namespace Orchestrations.App.Rebalance;

// What the rebalance and its activities say to each other. Amounts are JSON numbers: see Orders/OrderMessages.

/// <summary>The input of <see cref="RebalanceOrchestrator"/>.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Run">The run's name: one for each day.</param>
public sealed record RebalanceInput(string Portfolio, string Run)
{
    /// <summary>True when a run that does something is to end in a proof pack.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Prove { get; init; }
}

/// <summary>The input of the rebalance's steps.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Run">The run; it decides once.</param>
/// <param name="Now">The orchestration's time, UTC.</param>
public sealed record RebalanceStep(string Portfolio, string Run, DateTimeOffset Now);

/// <summary>What a run will do.</summary>
/// <param name="Reason">
/// NotDue, Settling, Calendar, Drift; Paused while entries are refused; Unresolved while an earlier order's end is not known.
/// </param>
/// <param name="Again">Orders of earlier runs without a known end, to be looked at.</param>
/// <param name="Sells">To carry out first.</param>
/// <param name="HasBuys">True when there is something to buy with what is there after the sells.</param>
public sealed record RebalanceDecided(
    string Reason, IReadOnlyList<OrderInput> Again, IReadOnlyList<OrderInput> Sells, bool HasBuys);

/// <summary>What is bought.</summary>
/// <param name="Orders">Fitted into the cash that is there.</param>
public sealed record RebalanceBuys(IReadOnlyList<OrderInput> Orders);

/// <summary>The input of RecordRebalance.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Run">The run.</param>
/// <param name="Result">What it came to.</param>
public sealed record RebalanceEnd(string Portfolio, string Run, RebalanceResult Result);

/// <summary>One order of a run.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Side">Sell or Buy.</param>
/// <param name="Amount">What was to be raised or spent, in the quote coin.</param>
/// <param name="Status">As in <see cref="OrderResult.Status"/>, or Failed when the order's orchestration failed.</param>
/// <param name="Notional">What was traded, in the quote coin.</param>
/// <param name="Code">Why it was not simply filled; null when it was.</param>
public sealed record RebalanceLine(string Symbol, string Side, decimal Amount, string Status, decimal Notional, string? Code);

/// <summary>What a run came to: the output of <see cref="RebalanceOrchestrator"/>.</summary>
/// <param name="Reason">Why it traded, or not.</param>
/// <param name="Orders">Its orders, in the order they were carried out.</param>
public sealed record RebalanceResult(string Reason, IReadOnlyList<RebalanceLine> Orders);
