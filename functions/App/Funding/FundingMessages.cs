using System.Globalization;
using System.Text.Json.Serialization;
using Orchestrations.App.Orders;

namespace Orchestrations.App.Funding;

// What the funding cycle and its activities say to each other. Amounts are JSON numbers: see Orders/OrderMessages.

/// <summary>The input of <see cref="FundingOrchestrator"/>.</summary>
/// <param name="Portfolio">Whose books.</param>
/// <param name="Symbol">The pair of both legs.</param>
/// <param name="Period">The settlement interval it runs for, as in the instance id: yyyyMMddHH of its begin.</param>
public sealed record FundingCycleInput(string Portfolio, string Symbol, string Period)
{
    /// <summary>When the interval begins, UTC; null for what runs for no interval, such as a closing.</summary>
    internal DateTimeOffset? Begin => DateTimeOffset.TryParseExact(
        Period, "yyyyMMddHH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begin) ? begin : null;

    /// <summary>True when a run that does something is to end in a proof pack.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Prove { get; init; }
}

/// <summary>The input of DecideFunding.</summary>
/// <param name="Cycle">The cycle.</param>
/// <param name="Instance">Its instance id; a cycle decides once.</param>
/// <param name="Now">The time to decide for, UTC: the orchestration's.</param>
public sealed record FundingDecideInput(FundingCycleInput Cycle, string Instance, DateTimeOffset Now);

/// <summary>What a cycle will do.</summary>
/// <param name="Action">None, Enter, Hold, Repair or Exit.</param>
/// <param name="Code">Why nothing is done, when that has a stable code.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Spot">The spot leg of an entry; null otherwise.</param>
/// <param name="LegAttempts">How often the contract leg is tried.</param>
/// <param name="MaxNaked">How long a leg may stand alone.</param>
public sealed record FundingDecided(
    string Action, string? Code, string Reason, OrderInput? Spot, int LegAttempts, TimeSpan MaxNaked);

/// <summary>The input of NextFundingLeg.</summary>
/// <param name="Cycle">The cycle.</param>
/// <param name="Instance">Its instance id.</param>
/// <param name="Step">Which order of the cycle, from 1; it is part of the order's intent.</param>
/// <param name="Held">True to end with equal legs, false to end with none.</param>
/// <param name="GiveUp">True once the contract has been tried long enough.</param>
public sealed record FundingLegInput(FundingCycleInput Cycle, string Instance, int Step, bool Held, bool GiveUp);

/// <summary>Where the legs stand and what is to be done about it.</summary>
/// <param name="Spot">What is held, in the base coin.</param>
/// <param name="Short">What is sold short, in the base coin.</param>
/// <param name="Order">The next order; null when the legs are where they should be.</param>
public sealed record FundingLeg(decimal Spot, decimal Short, OrderInput? Order);

/// <summary>The hedges that are open.</summary>
/// <param name="Symbols">The pairs, in order.</param>
/// <param name="LegAttempts">How often a contract leg is tried.</param>
/// <param name="MaxNaked">How long a leg may stand alone.</param>
public sealed record FundingHedges(IReadOnlyList<string> Symbols, int LegAttempts, TimeSpan MaxNaked);

/// <summary>The input of RecordFundingCycle.</summary>
/// <param name="Cycle">The cycle.</param>
/// <param name="Instance">Its instance id.</param>
/// <param name="Decided">What it set out to do.</param>
/// <param name="Spot">What the spot leg of an entry came to; null when there was none.</param>
/// <param name="Naked">How long a leg stood alone.</param>
/// <param name="MadeEqual">False when a leg was left alone.</param>
/// <param name="GaveUp">True when the contract leg was given up.</param>
/// <param name="Begun">When the cycle began, UTC.</param>
/// <param name="Now">The time, UTC: the orchestration's.</param>
public sealed record FundingCycleEnd(
    FundingCycleInput Cycle, string Instance, FundingDecided Decided, OrderResult? Spot, TimeSpan Naked, bool MadeEqual, bool GaveUp,
    DateTimeOffset Begun, DateTimeOffset Now);

/// <summary>What a cycle came to: the output of <see cref="FundingOrchestrator"/>. Amounts are JSON numbers.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Period">The interval it ran for.</param>
/// <param name="Action">What it set out to do.</param>
/// <param name="Outcome">None, NotEntered, Hedged, Flat or Naked.</param>
/// <param name="Spot">What is held, in the base coin.</param>
/// <param name="Short">What is sold short, in the base coin.</param>
/// <param name="Naked">How long a leg stood alone.</param>
/// <param name="Reason">For people.</param>
public sealed record FundingCycleResult(
    string Symbol, string Period, string Action, string Outcome, decimal Spot, decimal Short, TimeSpan Naked, string Reason);
