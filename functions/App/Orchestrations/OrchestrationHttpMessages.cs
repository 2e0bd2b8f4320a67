using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrations.App.Orchestrations;

/// <summary>One instance in a list.</summary>
/// <param name="Id">The instance id.</param>
/// <param name="Operation">The orchestrator's name.</param>
/// <param name="Status">Running, Pending, Suspended, Completed, Failed, Terminated.</param>
/// <param name="Created">When it was started, UTC.</param>
/// <param name="Updated">When it last changed, UTC.</param>
/// <param name="Tags">Its tags; null when it has none.</param>
public sealed record OrchestrationLine(
    string Id, string Operation, string Status, DateTimeOffset Created, DateTimeOffset Updated,
    IReadOnlyDictionary<string, string>? Tags);

/// <summary>A page of instances.</summary>
/// <param name="Instances">The newest first on the embedded engine, those of a prefix from the last id; else in the backend's order.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
/// <param name="Scanned">How many instances were looked at to find these.</param>
public sealed record OrchestrationPage(IReadOnlyList<OrchestrationLine> Instances, string? Next, int Scanned);

/// <summary>One instance with what went in and came out.</summary>
/// <param name="Line">The instance.</param>
/// <param name="Input">Its input, as JSON.</param>
/// <param name="Output">Its output, as JSON; null while it runs.</param>
/// <param name="CustomStatus">What the orchestrator says of itself.</param>
/// <param name="Failure">Why it failed, from the outside in; null when it did not.</param>
/// <param name="Waits">The external events it waits for; null once it has ended.</param>
public sealed record OrchestrationAnswer(
    OrchestrationLine Line, JsonNode? Input, JsonNode? Output, JsonNode? CustomStatus, OrchestrationFailure? Failure, EventWaits? Waits);

/// <summary>A failure, and what caused it.</summary>
/// <param name="Type">The exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Cause">The failure beneath; null at the root.</param>
public sealed record OrchestrationFailure(string Type, string Message, OrchestrationFailure? Cause);

/// <summary>The body of an action.</summary>
/// <param name="Reason">Why, for the record: 1 to 500 characters.</param>
/// <param name="EventName">Of <c>event</c> only: the event's name, 1 to 100 characters.</param>
/// <param name="EventData">Of <c>event</c> only: its payload, any JSON.</param>
/// <param name="Recursive">Of <c>terminate</c> and <c>purge</c>: with the sub-orchestrations.</param>
/// <param name="NewId">Of <c>restart</c>: true for a new instance beside the old one.</param>
public sealed record OrchestrationActionBody(
    string Reason, string? EventName = null, JsonElement? EventData = null, bool Recursive = false, bool NewId = false);

/// <summary>What came of an action.</summary>
/// <param name="Id">The instance; after a restart with a new id, the new one.</param>
/// <param name="Action">What was done.</param>
public sealed record OrchestrationActionAnswer(string Id, string Action);
