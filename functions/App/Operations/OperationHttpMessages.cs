using System.Text.Json.Nodes;

namespace Orchestrations.App.Operations;

/// <summary>Every operation that a timer starts.</summary>
/// <param name="Operations">In a fixed order.</param>
public sealed record OperationsAnswer(IReadOnlyList<OperationLine> Operations);

/// <summary>One operation.</summary>
/// <param name="Name">dca, riskwatch, rebalance, tactical, reconciliation, funding or trend.</param>
/// <param name="Runs">True when its timer starts it.</param>
/// <param name="Configured">What the setting Operations:Run says; a person's word stands above it.</param>
/// <param name="Reason">Why a person switched it last; null when nobody did.</param>
/// <param name="Since">When a person switched it last, UTC; null when nobody did.</param>
/// <param name="Idle">Why its settings start nothing although it runs; null when they do.</param>
/// <param name="Schedule">Its timer's schedule.</param>
/// <param name="NextRun">When the timer comes next, UTC; null while the operation does not run.</param>
/// <param name="LastRuns">Its last run of each portfolio, plan or contract.</param>
public sealed record OperationLine(
    string Name, bool Runs, bool Configured, string? Reason, DateTimeOffset? Since, string? Idle, string Schedule, DateTimeOffset? NextRun,
    IReadOnlyList<OperationOutcome> LastRuns);

/// <summary>How a run stands or ended.</summary>
/// <param name="Of">What it is of: a portfolio, a plan, a contract.</param>
/// <param name="Id">The instance id.</param>
/// <param name="Status">The orchestration's runtime status; Gone once it was purged.</param>
/// <param name="Started">When it was started, UTC.</param>
/// <param name="Updated">When it last moved, UTC.</param>
/// <param name="Output">What it came to; null while it runs.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
public sealed record OperationOutcome(
    string Of, string Id, string Status, DateTimeOffset? Started, DateTimeOffset? Updated, JsonNode? Output, string? Failure);

/// <summary>Runs that were started or found.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Runs">One for each portfolio, plan or contract; empty when nothing is due.</param>
public sealed record OperationStarted(string Operation, IReadOnlyList<OperationRun> Runs);

/// <summary>The body of the endpoints that start and stop operations.</summary>
/// <param name="Reason">Why, for the record: 1 to 500 characters.</param>
public sealed record OperationReasonBody(string Reason);
