using System.Text.Json.Serialization;
using Orchestrations.App.Closing;
using Orchestrations.App.Orders;

namespace Orchestrations.App.KillSwitch;

// What the kill switch is told, and what its orchestration and activities say to each other.

/// <summary>The body of <c>POST api/kill-switch</c> and of messages in the queue <c>kill-switch</c>.</summary>
/// <param name="Reason">Why, for the record: 1 to 500 characters.</param>
/// <param name="Flatten">True to sell everything; false when left out.</param>
public sealed record KillSwitchBody(string Reason, bool Flatten = false);

/// <summary>The answer of the kill switch's endpoints.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Run">The run that carries it out; null when it is not on.</param>
public sealed record KillSwitchAnswer(KillSwitchState State, string? Run);

/// <summary>The input of <see cref="KillSwitchOrchestrator"/>.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Run">The run's name.</param>
/// <param name="Flatten">True to sell everything.</param>
/// <param name="Reason">Why.</param>
public sealed record KillSwitchInput(string Portfolio, string Run, bool Flatten, string Reason)
{
    /// <summary>True when a run that does something is to end in a proof pack.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Prove { get; init; }
}

/// <summary>What there is to do.</summary>
/// <param name="OpenOrders">Orders that were sent and have no known end.</param>
/// <param name="Closings">The engines to close; empty without flattening.</param>
public sealed record KillSwitchPlan(IReadOnlyList<OrderInput> OpenOrders, IReadOnlyList<EngineCloser> Closings);

/// <summary>The input of RecordKillSwitch.</summary>
/// <param name="Input">What was asked for.</param>
/// <param name="Result">What it came to.</param>
public sealed record KillSwitchStep(KillSwitchInput Input, KillSwitchResult Result);

/// <summary>What a run came to: the output of <see cref="KillSwitchOrchestrator"/>.</summary>
/// <param name="Orders">The orders that had no known end, and the end they have now.</param>
/// <param name="Closed">What was sold.</param>
public sealed record KillSwitchResult(IReadOnlyList<SettledOrder> Orders, IReadOnlyList<EngineClosed> Closed);

/// <summary>An order whose end is known now.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Status">As in <see cref="OrderResult.Status"/>, or Failed when looking failed.</param>
public sealed record SettledOrder(string Symbol, string Status);
